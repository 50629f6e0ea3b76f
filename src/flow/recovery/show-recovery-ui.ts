import type { ContinueWith } from '../../form/continue-with.ts';
import type { RecoveryFlow } from '../../form/flow.ts';
import type { FlowUrls } from '../flow-urls.ts';

/** Tells a program which flow goes on; browsers also where its page is. */
export function showRecoveryUi({ id, type }: RecoveryFlow, urls: FlowUrls): ContinueWith {
  return { action: 'show_recovery_ui', flow: type === 'browser' ? { id, url: urls.ui('recovery', id) } : { id } };
}
