import type { SettingsFlow } from '../../form/flow.ts';
import type { FlowUrls } from '../flow-urls.ts';

/** Where a flow is submitted to. Nothing that a submission by GET has in its query goes along: it may be a password. */
export function submitUrlOf({ id }: SettingsFlow, { publicUrl }: FlowUrls): string {
  return `${publicUrl}/self-service/settings?flow=${id}`;
}
