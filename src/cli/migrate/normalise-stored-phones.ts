import { type NormalisedPhones, normalisePhones, type PhonePlace } from '../../identity/normalise-phones.ts';
import { keysOf, readIdentity, writeOf } from '../../identity/stored-identity.ts';
import type { IdentityRowWithConfigs, IdentityStore } from '../../store/identity-store.ts';

export interface PhonesOptions {
  readonly identities: IdentityStore;
  /** Identities that are read together. */
  readonly batchSize: number;
  /** Only looks. */
  readonly dryRun: boolean;
  /** Id of the identity after which to go on. */
  readonly startAfter: string | undefined;
  /** Called after each batch. @param last id of its last identity */
  readonly onBatch: (last: string) => Promise<void>;
  /** Told of an identity whose numbers somebody else has, or which changes all the time. */
  readonly onError: (id: string, problem: string) => void;
}

/** What became of the values of one place. */
export type PhoneTotals = Record<PhonePlace, { scanned: number; updated: number; skipped: number; errors: number }>;

/** How often an identity is tried that somebody else changes meanwhile. */
const ATTEMPTS = 5;

/** @returns why it could not be stored */
async function store(row: IdentityRowWithConfigs, identities: IdentityStore): Promise<string | undefined> {
  let current: IdentityRowWithConfigs | undefined = row;
  for (let attempt = 1; attempt <= ATTEMPTS && current; attempt++) {
    const before = readIdentity(current);
    const { identity } = normalisePhones(before);
    const outcome = await identities.replace(writeOf(identity), { row: current, ...keysOf(before) });
    if (outcome === 'replaced') return undefined;
    if (outcome === 'conflict') return 'another identity has one of its numbers';
    current = await identities.getWithConfigs(row.id);
  }
  return current ? 'it is changed by others all the time' : undefined;
}

/** Puts the phone numbers of all identities into E.164, one identity after the other. Doing it twice changes nothing more. */
export async function normaliseStoredPhones(options: PhonesOptions): Promise<PhoneTotals> {
  const { identities, batchSize, dryRun, startAfter, onBatch, onError } = options;
  const none = () => ({ scanned: 0, updated: 0, skipped: 0, errors: 0 });
  const totals: PhoneTotals = { identifiers: none(), verifiable: none(), recovery: none() };

  function add(counts: NormalisedPhones['counts'], failed: boolean): void {
    for (const place of ['identifiers', 'verifiable', 'recovery'] as const) {
      const { scanned, updated, skipped } = counts[place];
      totals[place].scanned += scanned;
      totals[place].skipped += skipped;
      totals[place][failed ? 'errors' : 'updated'] += updated;
    }
  }

  for (let after = startAfter; ; ) {
    const rows = await identities.listWithConfigs({ by: 'all' }, { limit: batchSize, ...(after !== undefined && { after }) });
    for (const row of rows) {
      const before = readIdentity(row);
      const { identity, counts } = normalisePhones(before);
      const problem = identity === before || dryRun ? undefined : await store(row, identities);
      if (problem !== undefined) onError(row.id, problem);
      add(counts, problem !== undefined);
    }
    const last = rows.at(-1);
    if (!last) return totals;
    await onBatch(last.id);
    if (rows.length < batchSize) return totals;
    after = last.id;
  }
}
