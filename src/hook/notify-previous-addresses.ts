import type { Courier } from '../courier/courier.ts';
import type { Identity, VerifiableAddress } from '../identity/identity.ts';
import { type Clock, now } from '../lib/clock.ts';
import type { IdentityRow } from '../store/identity-store.ts';
import type { Hook, SettingsEvent } from './hook.ts';
import { verifiableAddressesOf } from './start-verification.ts';

/** Who is told: what is gone, what was verified before, or everything that was there before. */
export type Recipients = 'removed' | 'all_verified' | 'all';

export interface NotifyPreviousAddressesDependencies {
  readonly courier: Courier;
  /** An identity as messages show it: no credentials, no `metadata_admin`. */
  readonly describe: (identity: IdentityRow) => Readonly<Record<string, unknown>>;
  readonly clock: Clock;
  readonly log: { warn(details: object, message: string): void };
}

const keyOf = ({ via, value }: Pick<VerifiableAddress, 'via' | 'value'>) => `${via} ${value}`;

/** Whom to tell of a change; nobody where the addresses are the same. */
function recipientsOf(before: Identity, after: IdentityRow, recipients: Recipients): readonly VerifiableAddress[] {
  const now = new Set(verifiableAddressesOf(after).map(keyOf));
  const former = before.verifiableAddresses;
  const removed = former.filter((address) => !now.has(keyOf(address)));
  if (removed.length === 0 && former.length === now.size) return [];
  if (recipients === 'removed') return removed;
  return recipients === 'all' ? former : former.filter(({ verified }) => verified);
}

/** Tells addresses of before that the addresses of an account have changed (flows.md 25.6, `notify_previous_addresses`). */
export function createNotifyPreviousAddresses(
  recipients: Recipients,
  { courier, describe, clock, log }: NotifyPreviousAddressesDependencies,
): Hook {
  async function tell({ before, identity }: SettingsEvent): Promise<undefined> {
    const model = { identity: describe(identity), changedAt: now(clock) };
    for (const { via, value: to } of recipientsOf(before, identity, recipients)) {
      try {
        if (via === 'email') await courier.send({ template: 'verifiable_address_changed', via, to, model });
        if (via === 'sms') await courier.send({ template: 'verifiable_address_changed', via, to, model });
      } catch (error) {
        // The change is made: it does not fail because somebody cannot be told of it.
        log.warn({ err: error, identity_id: identity.id }, 'A former address could not be told that it was replaced.');
      }
    }
    return undefined;
  }

  return { name: 'notify_previous_addresses', afterSettings: tell };
}
