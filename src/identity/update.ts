import { ApiError } from '../error/api-error.ts';
import type { Clock } from '../lib/clock.ts';
import { now, type Timestamp } from '../lib/clock.ts';
import type { Turns } from '../lib/turns.ts';
import type { IdentityRowWithConfigs, IdentityStore } from '../store/identity-store.ts';
import { type DeriveDependencies, derive } from './derive.ts';
import type { Identity } from './identity.ts';
import { keysOf, readIdentity, writeOf } from './stored-identity.ts';

/** What a change of a stored identity needs. */
export interface ChangeDependencies {
  readonly store: IdentityStore;
  readonly clock: Clock;
  /** Updates of one identity in this process wait for each other instead of getting into each other's way. */
  readonly turns: Turns;
}

export interface UpdateDependencies extends ChangeDependencies, DeriveDependencies {}

/** How often an update is made anew because one of another process came in between. */
const ATTEMPTS = 20;

/** Makes the wanted state of an identity; `row` is how `current` is stored. */
type Change = (current: Identity, at: Timestamp, row: IdentityRowWithConfigs) => Promise<Identity> | Identity;

async function attempt(id: string, change: Change, { store, clock }: ChangeDependencies): Promise<Identity> {
  for (let tries = 0; tries < ATTEMPTS; tries++) {
    const row = await store.getWithConfigs(id);
    if (!row) throw new ApiError('identity_unknown');
    const current = readIdentity(row);
    const next = await change(current, now(clock), row);
    if (next === current) return current;
    const outcome = await store.replace(writeOf(next), { row, ...keysOf(current) });
    if (outcome === 'replaced') return next;
    if (outcome === 'conflict') throw new ApiError('identity_taken');
  }
  throw new ApiError('identity_busy');
}

/**
 * Reads an identity and stores what the change makes of it, as it is: nothing is validated or derived, so it is for changes of
 * what does not follow from the traits. One that gives back what it was given writes nothing.
 * @param change may run several times
 * @throws ApiError `identity_unknown`, `identity_taken`, `identity_busy`, and those of `change`
 */
export function changeStored(id: string, change: Change, dependencies: ChangeDependencies): Promise<Identity> {
  return dependencies.turns.take(id, () => attempt(id, change, dependencies));
}

/**
 * Reads an identity, changes it and stores the result, all of it or nothing. When another update comes in between, the change is
 * made anew on top of that one: two changes of different parts are both kept.
 * @param change makes the wanted state from the current one; may run several times
 * @throws ApiError `identity_unknown`, `identity_taken`, `identity_busy`, and those of `change` and `derive`
 */
export function updateIdentity(id: string, change: Change, dependencies: UpdateDependencies): Promise<Identity> {
  const derived: Change = async (current, at, row) => derive(await change(current, at, row), current, at, dependencies);
  return changeStored(id, derived, dependencies);
}
