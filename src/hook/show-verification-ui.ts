import type { Flow } from '../form/flow.ts';
import type { Hook, HookEvent } from './hook.ts';
import type { VerificationStarter } from './start-verification.ts';
import { rememberedVerification, type VerificationItem, verificationItem } from './verification-item.ts';

/** Leads on to the verification that came out of a flow, if one did (flows.md 25.6, `show_verification_ui`). */
export function createShowVerificationUi({ pageOf }: Pick<VerificationStarter, 'pageOf'>): Hook {
  function itemFor({ flow, continueWith }: HookEvent<Flow>): VerificationItem | undefined {
    const started = rememberedVerification(flow);
    if (!started) return continueWith.findLast((item): item is VerificationItem => item.action === 'show_verification_ui');
    const item = verificationItem(started, flow.type === 'browser' ? pageOf(started.id) : undefined);
    continueWith.push(item);
    return item;
  }

  async function lead(event: HookEvent<Flow>): Promise<undefined> {
    const item = itemFor(event);
    const isPage = event.flow.type === 'browser' && !event.exchange.isJson;
    if (item && isPage && event.flow.kind !== 'settings') event.returnUrl = pageOf(item.flow.id);
    return undefined;
  }

  return { name: 'show_verification_ui', afterLogin: lead, afterRegistration: lead, afterSettings: lead };
}
