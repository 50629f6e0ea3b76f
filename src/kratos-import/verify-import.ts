import type { Identity } from '../identity/identity.ts';
import { readIdentity } from '../identity/stored-identity.ts';
import type { IdentityRowWithConfigs, IdentityStore } from '../store/identity-store.ts';
import type { SessionStore } from '../store/session-store.ts';
import { differenceOf } from './compare-identity.ts';
import type { IdentityRows } from './convert-identity.ts';
import type { Counts } from './count-source.ts';
import { tryToConvert } from './import-identities.ts';
import type { SessionsTally } from './import-sessions.ts';
import { createNotes } from './notes.ts';
import { readIdentities } from './read-identities.ts';
import type { Network } from './read-table.ts';
import type { Rules } from './rules.ts';
import type { OnFailure, Progress } from './tally.ts';

export interface Verifying {
  readonly network: Network;
  readonly store: { readonly identities: IdentityStore; readonly sessions: SessionStore };
  readonly rules: Rules;
  readonly batch: number;
  /** Rows of the other database. */
  readonly source: Counts;
  readonly sample: SessionsTally['sample'];
  readonly progress: Progress;
  readonly onFailure: OnFailure;
}

export interface Verification {
  /** What should be here: what was read there, after what is alike was merged and what is unknown was left out. */
  readonly expected: Counts;
  readonly found: Counts;
  /** Identities that are not here. */
  readonly missing: number;
  /** Identities that somebody has changed here since: they are not compared. */
  readonly changedSince: number;
  /** Whether everything was read, nothing is missing and nothing differs. */
  readonly holds: boolean;
}

const zero = (): Counts => ({ identities: 0, credentials: 0, identifiers: 0, verifiableAddresses: 0, recoveryAddresses: 0 });

function addRows(counts: Counts, { credentials, identifiers, verifiable, recovery }: IdentityRows): void {
  counts.identities += 1;
  counts.credentials += credentials.length;
  counts.identifiers += identifiers.length;
  counts.verifiableAddresses += verifiable.length;
  counts.recoveryAddresses += recovery.length;
}

function addIdentity(counts: Counts, { credentials, verifiableAddresses, recoveryAddresses }: Identity): void {
  const all = Object.values(credentials);
  counts.identities += 1;
  counts.credentials += all.length;
  counts.identifiers += all.reduce((sum, { identifiers }) => sum + identifiers.length, 0);
  counts.verifiableAddresses += verifiableAddresses.length;
  counts.recoveryAddresses += recoveryAddresses.length;
}

const same = (a: Counts, b: Counts) => Object.entries(a).every(([kind, count]) => b[kind as keyof Counts] === count);

/** Reads both databases once more, and compares: counts, every identity, every look-up, a sample of sessions. */
export async function verifyImport(options: Verifying): Promise<Verification> {
  const { network, store, batch, source, sample, progress, onFailure } = options;
  // What there is to note was noted before.
  const rules = { ...options.rules, notes: createNotes() };
  const [read, expected, found] = [zero(), zero(), zero()];
  const result = { missing: 0, changedSince: 0, differing: 0 };

  async function compare(identity: Identity, row: IdentityRowWithConfigs | undefined): Promise<void> {
    addIdentity(expected, identity);
    if (row === undefined) {
      result.missing += 1;
      return;
    }
    // What was stored by the import is in its first revision.
    const isChanged = row.revision > 1;
    addIdentity(found, isChanged ? identity : readIdentity(row));
    if (isChanged) result.changedSince += 1;
    const difference = isChanged ? undefined : await differenceOf(identity, row, store.identities);
    if (difference === undefined) return;
    result.differing += 1;
    onFailure('comparison', identity.id, difference);
  }

  for await (const page of readIdentities(network, batch)) {
    for (const rows of page) addRows(read, rows);
    const converted = page.map((rows) => tryToConvert(rows, rules));
    const identities = converted.filter((one) => typeof one !== 'string');
    result.missing += converted.length - identities.length;
    const ids = identities.map(({ id }) => id);
    const rows = ids.length === 0 ? [] : await store.identities.listWithConfigs({ by: 'ids', ids }, { limit: ids.length });
    const byId = new Map(rows.map((row) => [row.id, row]));
    await Promise.all(identities.map((identity) => compare(identity, byId.get(identity.id))));
    progress('compared', read.identities, source.identities);
  }

  for (const { id, tokenHash } of sample) {
    if ((await store.sessions.findByToken(tokenHash))?.session.id === id) continue;
    result.differing += 1;
    onFailure('comparison', id, 'its token does not lead to this session');
  }
  const { missing, changedSince, differing } = result;
  const holds = missing === 0 && differing === 0 && same(read, source) && same(expected, found);
  return { expected, found, missing, changedSince, holds };
}
