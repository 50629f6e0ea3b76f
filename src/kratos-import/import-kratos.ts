import { type Clock, now } from '../lib/clock.ts';
import type { Store } from '../store/store.ts';
import { type Counts, countSource } from './count-source.ts';
import { findNetwork, readTypeNames } from './find-network.ts';
import { importIdentities } from './import-identities.ts';
import { importMessages } from './import-messages.ts';
import { importSessions, type SessionsTally } from './import-sessions.ts';
import type { KratosDatabase } from './kratos-database.ts';
import { createNotes, type Note } from './notes.ts';
import type { Rules } from './rules.ts';
import type { OnFailure, Progress, Tally } from './tally.ts';
import { type Verification, verifyImport } from './verify-import.ts';

/** What can be taken over beside identities. */
export const PARTS = ['sessions', 'messages'] as const;

export type Part = (typeof PARTS)[number];

export interface KratosImport {
  readonly database: KratosDatabase;
  readonly store: Store;
  readonly rules: Omit<Rules, 'notes' | 'typeNames'>;
  readonly parts: ReadonlySet<Part>;
  /** UUID of the network; the oldest one unless given. */
  readonly network: string | undefined;
  /** Nothing is written, and nothing compared afterwards. */
  readonly dryRun: boolean;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly onFailure: OnFailure;
  /** Asked before anything is written, with what there is to take over. @returns whether to go on */
  readonly confirm: (counts: Counts, network: string) => Promise<boolean>;
}

export interface ImportReport {
  readonly network: string;
  readonly source: Counts;
  readonly identities: Tally;
  readonly sessions?: Tally;
  readonly messages?: Tally;
  readonly notes: readonly Note[];
  readonly verification?: Verification;
  /** Whether everything that there is was taken over, or would be. */
  readonly complete: boolean;
}

/** Rows that are in memory at a time, and identities in a transaction. */
const BATCH = 1000;

/**
 * Takes over what a Kratos database has. What is there already under the same id is left as it is, so that a run that was ended may be
 * repeated.
 * @returns undefined when `confirm` says no
 * @throws KratosDatabaseError, ApiError `unavailable`
 */
export async function importKratos(options: KratosImport): Promise<ImportReport | undefined> {
  const { database, store, parts, dryRun, clock, progress, onFailure, confirm } = options;
  const notes = createNotes();
  const network = await findNetwork(database, options.network, notes);
  const rules = { ...options.rules, notes, typeNames: await readTypeNames(network) };
  const source = await countSource(network, notes);
  if (!(await confirm(source, network.nid))) return undefined;

  const shared = { network, batch: BATCH, dryRun, progress, onFailure };
  const identities = await importIdentities({ ...shared, store: store.identities, rules, count: source.identities });
  const sessions: SessionsTally | undefined = parts.has('sessions')
    ? await importSessions({ ...shared, store, notes, at: now(clock) })
    : undefined;
  const messages = parts.has('messages') ? await importMessages({ ...shared, store: store.messages }) : undefined;
  const verification = dryRun
    ? undefined
    : await verifyImport({ ...shared, store, rules, source, sample: sessions?.sample ?? [] });

  const failed = [identities, sessions, messages].reduce((sum, tally) => sum + (tally?.failed ?? 0), 0);
  return {
    network: network.nid,
    source,
    identities,
    ...(sessions && { sessions }),
    ...(messages && { messages }),
    notes: notes.list(),
    ...(verification && { verification }),
    complete: failed === 0 && (verification?.holds ?? true),
  };
}
