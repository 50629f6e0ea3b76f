import type { AdminClient } from '../client/admin-client.ts';
import { failureOf, itemAnswers, refusalOf } from './batch-answer.ts';
import { findExisting } from './find-existing.ts';
import { identifiersOf, traitsResultOf } from './identifiers-of.ts';
import type { KnownSchemas } from './known-schemas.ts';
import type { PreparedRow } from './prepared-row.ts';
import type { RowOutcome } from './row-outcome.ts';
import { textAt } from './tree-place.ts';
import { updateExisting } from './update-existing.ts';

/** What becomes of a row whose identity is there already. */
export const EXISTING_RULES = ['skip', 'update', 'fail'] as const;
export type ExistingRule = (typeof EXISTING_RULES)[number];

export interface SendOptions {
  readonly client: AdminClient;
  readonly schemas: KnownSchemas;
  readonly onExisting: ExistingRule;
}

/** Clear-text passwords take their time. */
const TIMEOUT_MS = 120_000;
const LOOKUPS_AT_ONCE = 8;

const TAKEN = 'an external id, identifier or address of this row belongs to somebody else';

type Outcomes = Map<PreparedRow, RowOutcome>;

async function settleConflict(row: PreparedRow, { client, schemas, onExisting }: SendOptions): Promise<RowOutcome> {
  const existing = await findExisting(row.body, client, schemas);
  if (!existing) return { kind: 'failed', failure: { status: 409, reason: TAKEN } };
  if (onExisting === 'update') return updateExisting(row.body, existing, client);
  if (onExisting === 'skip') return { kind: 'existing', id: existing.id, differs: existing.differs };
  return { kind: 'failed', failure: { status: 409, reason: `is there already, as ${existing.id}` } };
}

/** Several look-ups travel together, but not hundreds. */
async function settleConflicts(rows: readonly PreparedRow[], outcomes: Outcomes, options: SendOptions): Promise<void> {
  const waiting = rows.values();
  const work = async () => {
    for (const row of waiting) outcomes.set(row, await settleConflict(row, options));
  };
  await Promise.all(Array.from({ length: Math.min(LOOKUPS_AT_ONCE, rows.length) }, work));
}

async function submit(rows: readonly PreparedRow[], outcomes: Outcomes, options: SendOptions): Promise<void> {
  if (rows.length === 0) return;
  const body = `{"identities":[${rows.map(({ text }) => `{"create":${text}}`).join(',')}]}`;
  const answer = await options.client.send({ method: 'PATCH', path: '/admin/identities', body, timeoutMs: TIMEOUT_MS });
  const answers = itemAnswers(answer, rows.length);
  if (answers) {
    const conflicts: PreparedRow[] = [];
    for (const [index, row] of rows.entries()) {
      const { action, identity = '', error = {} } = answers[index] ?? {};
      if (action === 'create') outcomes.set(row, { kind: 'created', id: identity });
      else if (error.code === 409) conflicts.push(row);
      else outcomes.set(row, { kind: 'failed', failure: failureOf(error) });
    }
    return settleConflicts(conflicts, outcomes, options);
  }

  // One item can make the server refuse them all. It fails alone, and the others are sent in halves, so that a batch of which
  // everything is wrong takes as many requests as it has items, but few long ones.
  const { item, failure } = refusalOf(answer);
  const culprit = rows.length === 1 ? rows[0] : rows[item ?? -1];
  if (culprit && failure.status === 409) await settleConflicts([culprit], outcomes, options);
  else if (culprit) outcomes.set(culprit, { kind: 'failed', failure });
  const others = rows.filter((row) => row !== culprit);
  const half = Math.ceil(others.length / 2);
  await submit(others.slice(0, half), outcomes, options);
  await submit(others.slice(half), outcomes, options);
}

/**
 * Creates the identities of some rows, and finds out about those that cannot be created.
 * @returns an outcome for each row, in order
 * @throws AnswerFault, EndpointUnreachable when the import cannot go on; what has been created stays
 */
export async function sendBatch(rows: readonly PreparedRow[], options: SendOptions): Promise<readonly RowOutcome[]> {
  const outcomes: Outcomes = new Map();
  await submit(rows, outcomes, options);
  return rows.map((row) => {
    const outcome = outcomes.get(row);
    if (!outcome) throw new TypeError('a row was not settled');
    if (outcome.kind !== 'failed') return outcome;
    const [identifier] = [
      textAt(row.body, 'external_id'),
      ...identifiersOf(row.body, traitsResultOf(row.body, options.schemas)),
      textAt(row.body, 'traits', 'email'),
    ].filter((name) => name !== undefined);
    return { ...outcome, ...(identifier !== undefined && { identifier }) };
  });
}
