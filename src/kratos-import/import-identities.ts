import { ApiError } from '../error/api-error.ts';
import { conflictingIdentity } from '../identity/conflicting-identity.ts';
import type { Identity } from '../identity/identity.ts';
import { writeOf } from '../identity/stored-identity.ts';
import type { IdentityStore, IdentityWrite } from '../store/identity-store.ts';
import { convertIdentity, type IdentityRows } from './convert-identity.ts';
import { ValueFault } from './kratos-values.ts';
import { readIdentities } from './read-identities.ts';
import type { Network } from './read-table.ts';
import type { Rules } from './rules.ts';
import { newTally, type OnFailure, type Progress, type Tally } from './tally.ts';

export interface IdentitiesImport {
  readonly network: Network;
  readonly store: IdentityStore;
  readonly rules: Rules;
  readonly batch: number;
  /** Nothing is written. */
  readonly dryRun: boolean;
  readonly progress: Progress;
  readonly onFailure: OnFailure;
}

/** An identity, or why there is none. */
export function tryToConvert(rows: IdentityRows, rules: Rules): Identity | string {
  try {
    return convertIdentity(rows, rules);
  } catch (error) {
    if (error instanceof ValueFault || error instanceof ApiError || error instanceof SyntaxError) return error.message;
    throw error;
  }
}

/** Which of some identities are there. */
export async function presentIds(store: IdentityStore, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  return new Set((await store.list({ by: 'ids', ids }, { limit: ids.length })).map(({ id }) => id));
}

/** Why an identity cannot be stored; undefined when nothing stands in its way (any more). */
async function obstacleOf(write: IdentityWrite, store: IdentityStore): Promise<string | undefined> {
  const { id, externalId } = write.row;
  const namesake = externalId === null ? undefined : await store.getByExternalId(externalId);
  if (namesake && namesake.id !== id) return `its external id ${externalId} is taken by ${namesake.id}`;
  const conflict = await conflictingIdentity(write, store);
  if (!conflict) return undefined;
  const { value, identity } = conflict;
  const what = 'type' in value ? `${value.type} identifier ${value.identifier}` : `${value.kind} address ${value.value}`;
  return `its ${what} is taken by ${identity.id}`;
}

/** Takes over all identities, batch by batch; those that are there are left as they are. */
export async function importIdentities(options: IdentitiesImport): Promise<Tally> {
  const { network, store, rules, batch, dryRun, progress, onFailure } = options;
  const tally = newTally();
  const fail = (id: string, reason: string) => {
    tally.failed += 1;
    onFailure('identity', id, reason);
  };

  async function take(write: IdentityWrite, outcome: 'created' | 'conflict'): Promise<void> {
    if (outcome === 'created') tally.taken += 1;
    else fail(write.row.id, (await obstacleOf(write, store)) ?? 'a value of it was taken by somebody at that moment');
  }

  async function rehearse(write: IdentityWrite): Promise<void> {
    const obstacle = await obstacleOf(write, store);
    if (obstacle === undefined) tally.taken += 1;
    else fail(write.row.id, obstacle);
  }

  async function takeBatch(identities: readonly Identity[]): Promise<void> {
    const present = await presentIds(
      store,
      identities.map(({ id }) => id),
    );
    tally.present += present.size;
    const writes = identities.filter(({ id }) => !present.has(id)).map((identity) => writeOf(identity));
    if (dryRun) return void (await Promise.all(writes.map(rehearse)));
    const outcomes = await store.create(writes);
    for (const [index, write] of writes.entries()) await take(write, outcomes[index] ?? 'conflict');
  }

  let done = 0;
  for await (const page of readIdentities(network, batch)) {
    const identities: Identity[] = [];
    for (const rows of page) {
      const converted = tryToConvert(rows, rules);
      if (typeof converted === 'string') fail(rows.identity.id, converted);
      else identities.push(converted);
    }
    await takeBatch(identities);
    done += page.length;
    progress('identities', done);
  }
  return tally;
}
