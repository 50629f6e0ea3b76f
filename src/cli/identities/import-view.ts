import type { AdminClient } from '../../client/admin-client.ts';
import { JsonNumber } from '../../json/json-number.ts';
import type { JsonNode } from '../../json/tree.ts';
import type { Progress } from '../../transfer/resume-state.ts';
import { counted, type ImportCounts, NO_ROWS, type SettledRow, sumOf, totalOf } from '../../transfer/row-outcome.ts';
import { textAt } from '../../transfer/tree-place.ts';
import type { OutputFormat } from '../print/output-format.ts';
import { printResult } from '../print/print-result.ts';
import { createProgressLine } from '../print/progress.ts';
import type { Terminal } from '../terminal.ts';
import { documentOf } from './answer.ts';
import { identitiesResult, identityResult } from './identity-result.ts';
import { rowLabel } from './row-reading.ts';

export interface ImportViewOptions {
  readonly format: OutputFormat;
  readonly client: AdminClient;
  readonly terminal: Terminal;
  readonly dryRun: boolean;
}

/** Beyond so many rows the identities are not shown, but counted. */
const MOST_SHOWN = 1000;
const MOST_FAILURES = 20;
/** Ids of a request: they stand in its path. */
const IDS_AT_ONCE = 100;

const COLUMNS = ['created', 'updated', 'existing', 'differing', 'valid', 'failed'] as const;

const number = (count: number) => count.toLocaleString('en');
const rowsText = (count: number) => `${number(count)} row${count === 1 ? '' : 's'}`;

function sentence(counts: ImportCounts): string {
  const { created, updated, existing, differing, valid, failed } = counts;
  const parts = [
    [created, 'created'],
    [updated, 'updated'],
    [existing, differing > 0 ? `there already (${number(differing)} of them otherwise than the rows say)` : 'there already'],
    [valid, 'in order'],
    [failed, 'failed'],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, text]) => `${number(count)} ${text}`);
  return `${rowsText(totalOf(counts))}${told.length > 0 ? `: ${told.join(', ')}` : ''}.\n`;
}

/** What a person sees of an import, and what it prints for programs. */
export function createImportView({ format, client, terminal: { out, err }, dryRun }: ImportViewOptions) {
  const quiet = format.kind === 'quiet';
  const line = createProgressLine({
    write: err,
    onTerminal: process.stderr.isTTY === true,
    now: () => performance.now(),
    unit: 'rows',
  });
  let counts = NO_ROWS;
  let created: string[] = [];

  const say = (text: string) => {
    line.clear();
    err(`${text}\n`);
  };

  async function identitiesOf(ids: readonly string[]): Promise<JsonNode[]> {
    const byId = new Map<string | undefined, JsonNode>();
    for (let at = 0; at < ids.length; at += IDS_AT_ONCE) {
      const query = new URLSearchParams({ page_size: String(IDS_AT_ONCE) });
      for (const id of ids.slice(at, at + IDS_AT_ONCE)) query.append('ids', id);
      const page = documentOf(await client.send({ method: 'GET', path: `/admin/identities?${query}` }));
      for (const identity of Array.isArray(page) ? page : []) byId.set(textAt(identity, 'id'), identity);
    }
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  return {
    say,
    get failed() {
      return counts.failed;
    },
    get total() {
      return totalOf(counts);
    },

    /** Rows that a run before has done count as well. */
    resumes(label: string, { rows, counts: before }: Progress): void {
      say(`${label}: going on after ${rowsText(rows)}.`);
      counts = sumOf(counts, before);
    },

    settled(label: string, rows: readonly SettledRow[], share: number): void {
      for (const { place, outcome } of rows) {
        if (outcome.kind === 'created') {
          if (quiet) out(`${outcome.id}\n`);
          else if (created.length <= MOST_SHOWN) created.push(outcome.id);
        }
        if (outcome.kind !== 'failed') continue;
        counts = { ...counts, failed: counts.failed + 1 };
        const { reason, pointer } = outcome.failure;
        if (counts.failed <= MOST_FAILURES)
          say(`zelos: ${rowLabel(label, place)}: ${reason}${pointer ? ` (at ${pointer})` : ''}`);
        if (counts.failed === MOST_FAILURES + 1) say('zelos: more rows fail; --report writes them all down.');
      }
      counts = counted(
        counts,
        rows.filter(({ outcome }) => outcome.kind !== 'failed'),
      );
      if (!quiet) line.show({ rows: totalOf(counts), share: Number.isNaN(share) ? undefined : Math.min(share, 1) });
    },

    /** Prints what was made: the identities of a small import, as the reference's tools do, and the counts of a large one. */
    async result(): Promise<void> {
      if (quiet) return;
      if (!dryRun && totalOf(counts) <= MOST_SHOWN) {
        const identities = await identitiesOf(created);
        const [only] = identities;
        return printResult(
          identities.length === 1 && only !== undefined ? identityResult(only) : identitiesResult(identities),
          format,
          { out, err },
        );
      }
      created = [];
      printResult(
        {
          headers: COLUMNS.map((name) => name.toUpperCase()),
          rows: [COLUMNS.map((name) => String(counts[name]))],
          single: true,
          json: new Map(COLUMNS.map((name) => [name, new JsonNumber(String(counts[name]))])),
        },
        format,
        { out, err },
      );
    },

    clear: () => line.clear(),

    /** The last line. */
    end(): void {
      line.clear();
      if (!quiet) err(sentence(counts));
    },
  };
}
