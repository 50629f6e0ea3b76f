import { ApiError } from '../error/api-error.ts';
import { conflictingIdentity } from '../identity/conflicting-identity.ts';
import type { Identity } from '../identity/identity.ts';
import { writeOf } from '../identity/stored-identity.ts';
import type { AddressKey, IdentifierKey, IdentityStore, IdentityWrite } from '../store/identity-store.ts';
import { convertIdentity, type IdentityRows } from './convert-identity.ts';
import { createRivalFinder, type Rival } from './find-rival.ts';
import { ValueFault } from './kratos-values.ts';
import { readIdentities } from './read-identities.ts';
import type { Network } from './read-table.ts';
import type { Rules } from './rules.ts';
import { newTally, type OnFailure, type Progress, type Tally } from './tally.ts';

export interface IdentitiesImport {
  readonly network: Network;
  readonly store: IdentityStore;
  readonly rules: Rules;
  /** How many there are. */
  readonly count: number;
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

function takenBy(key: IdentifierKey | AddressKey, owner: string): string {
  const what = 'type' in key ? `${key.type} identifier ${key.identifier}` : `${key.kind} address ${key.value}`;
  return `its ${what} is taken by ${owner}`;
}

/** Why an identity cannot be stored; undefined when nothing stands in its way (any more). */
async function obstacleOf(write: IdentityWrite, store: IdentityStore): Promise<string | undefined> {
  const { id, externalId } = write.row;
  const namesake = externalId === null ? undefined : await store.getByExternalId(externalId);
  if (namesake && namesake.id !== id) return `its external id ${externalId} is taken by ${namesake.id}`;
  const conflict = await conflictingIdentity(write, store);
  if (!conflict) return undefined;
  return takenBy(conflict.value, conflict.identity.id);
}

interface Candidate {
  readonly identity: Identity;
  readonly rows: IdentityRows;
}

/** Takes over all identities, batch by batch; those that are there are left as they are. */
export async function importIdentities(options: IdentitiesImport): Promise<Tally> {
  const { network, store, rules, count, batch, dryRun, progress, onFailure } = options;
  const tally = newTally();
  const findRival = createRivalFinder(network, rules.typeNames);
  const fail = (id: string, reason: string) => {
    tally.failed += 1;
    onFailure('identity', id, reason);
  };

  async function take(write: IdentityWrite, outcome: 'created' | 'conflict'): Promise<void> {
    if (outcome === 'created') tally.taken += 1;
    else fail(write.row.id, (await obstacleOf(write, store)) ?? 'a value of it was taken by somebody at that moment');
  }

  async function rehearse(write: IdentityWrite, rival: Rival | undefined): Promise<void> {
    const obstacle = rival ? takenBy(rival.key, rival.id) : await obstacleOf(write, store);
    if (obstacle === undefined) tally.taken += 1;
    else fail(write.row.id, obstacle);
  }

  async function takeBatch(batch: readonly Candidate[]): Promise<void> {
    const ids = batch.map(({ identity }) => identity.id);
    const present = await presentIds(store, ids);
    tally.present += present.size;
    const absent = batch.filter(({ identity }) => !present.has(identity.id));
    const candidates = absent.map(({ identity, rows }) => ({ write: writeOf(identity), rows }));
    if (dryRun) {
      const rivals: (Rival | undefined)[] = [];
      for (const { write, rows } of candidates) rivals.push(await findRival(write, rows));
      await Promise.all(candidates.map(({ write }, index) => rehearse(write, rivals[index])));
      return;
    }
    const outcomes = await store.create(candidates.map(({ write }) => write));
    for (const [index, { write }] of candidates.entries()) await take(write, outcomes[index] ?? 'conflict');
  }

  let done = 0;
  for await (const page of readIdentities(network, batch)) {
    const candidates: Candidate[] = [];
    for (const rows of page) {
      const converted = tryToConvert(rows, rules);
      if (typeof converted === 'string') fail(rows.identity.id, converted);
      else candidates.push({ identity: converted, rows });
    }
    await takeBatch(candidates);
    done += page.length;
    progress('identities', done, count);
  }
  return tally;
}
