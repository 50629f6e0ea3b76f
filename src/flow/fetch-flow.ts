import { ApiError } from '../error/api-error.ts';
import type { Flow } from '../form/flow.ts';
import type { FlowUrls } from './flow-urls.ts';
import { queryOfFlow } from './flow-urls.ts';

/** Kinds whose expired flows have no `error.id` when they are fetched (flows.md 13). */
const unnamed = ({ kind, type }: Flow) =>
  kind === 'settings' || kind === 'verification' || (kind === 'recovery' && type === 'browser');

/** What is said of an expired flow to who fetches it, with the way to a new one. */
export function flowOver(flow: Flow, urls: FlowUrls): ApiError {
  const { kind, type } = flow;
  const code = unnamed(flow) ? 'flow_over_unnamed' : 'flow_over';
  if (type === 'api') {
    return new ApiError(code, {
      params: { flow: kind, advice: `Call the ${kind} flow init API endpoint to initialize a new ${kind} flow.` },
      details: { api: `${urls.publicUrl}/self-service/${kind}/api` },
    });
  }
  const returnTo = queryOfFlow(flow).get('return_to') ?? '';
  return new ApiError(code, {
    params: { flow: kind, advice: `Redirect the user to the ${kind} flow init endpoint to initialize a new ${kind} flow.` },
    details: { redirect_to: urls.begin(kind, returnTo === '' ? {} : { return_to: returnTo }), return_to: returnTo },
  });
}
