import { ApiError } from '../error/api-error.ts';
import { type Answer, redirectTo } from '../form/answer.ts';
import { FormFault } from '../form/form-fault.ts';
import { identifierTaken } from '../form/ui/messages/credential-messages.ts';
import { tooManyAddressChanges } from '../form/ui/messages/settings-messages.ts';
import { refused } from '../form/ui/messages/validation-messages.ts';
import type { Identity } from '../identity/identity.ts';
import type { AddressChanges } from './address-changes.ts';
import type { Hook, ProposedSettings } from './hook.ts';
import { verificationItem } from './verification-item.ts';

function newAddresses(current: Identity, proposed: Identity) {
  const known = new Set(current.verifiableAddresses.map(({ via, value }) => `${via} ${value}`));
  return proposed.verifiableAddresses.filter(({ via, value }) => !known.has(`${via} ${value}`));
}

/** A new address counts only once its owner has shown that it is theirs: until then nothing changes (methods.md 2.9.5). */
export function createVerifyNewAddress(changes: AddressChanges): Hook {
  function answer({ flow, exchange, caller }: ProposedSettings, page: string): Answer {
    if (flow.type === 'browser' && !exchange.isJson) return redirectTo(page);
    return { kind: 'flow', status: 200, flow, identity: caller.identity };
  }

  async function beforeSettings(change: ProposedSettings): Promise<Answer | undefined> {
    const { flow, exchange, caller, current, proposed } = change;
    const [address, ...more] = newAddresses(current, proposed);
    if (!address) return undefined;
    if (!change.isFresh) throw new ApiError('session_refresh_required');
    if (more.length > 0) {
      flow.ui.messages = [tooManyAddressChanges()];
      await changes.keep(flow);
      return answer(change, changes.settingsPageOf(flow.id));
    }
    const { via, value } = address;
    if (await changes.isTaken({ via, value }, current.id)) throw new FormFault([{ message: identifierTaken() }]);
    if (!changes.reaches(via)) {
      throw new FormFault([{ message: refused('The new address can not be verified by link. Use an email address.') }]);
    }
    const begun = { flow, exchange, caller, address: { via, value }, from: current.traits, to: proposed.traits };
    const { id } = await changes.begin(begun);
    const page = changes.pageOf(id);
    flow.continueWith.push(verificationItem({ id, address: value }, flow.type === 'browser' ? page : undefined));
    return answer(change, page);
  }

  return { name: 'verify_new_address', beforeSettings };
}
