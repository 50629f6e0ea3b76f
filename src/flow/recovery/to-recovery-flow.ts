import { type Answer, redirectTo } from '../../form/answer.ts';
import type { ContinueWith } from '../../form/continue-with.ts';
import type { RecoveryFlow } from '../../form/flow.ts';
import type { FlowUrls } from '../flow-urls.ts';

/** Sends a browser to the page of a flow. */
export function toRecoveryPage({ id }: RecoveryFlow, urls: FlowUrls): Answer {
  return redirectTo(urls.ui('recovery', id));
}

/** Sends a program to where it gets a flow. */
export function toRecoveryForm({ id }: RecoveryFlow, { publicUrl }: FlowUrls): Answer {
  return redirectTo(`${publicUrl}/self-service/recovery/flows?id=${id}`);
}

/** Tells a program which flow goes on; browsers also where its page is. */
export function showRecoveryUi({ id, type }: RecoveryFlow, urls: FlowUrls): ContinueWith {
  return { action: 'show_recovery_ui', flow: type === 'browser' ? { id, url: urls.ui('recovery', id) } : { id } };
}
