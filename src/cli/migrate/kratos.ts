import { Command } from 'commander';

import { systemInputs } from '../../config/system-inputs.ts';
import { type ImportReport, PARTS, type Part } from '../../kratos-import/import-kratos.ts';
import { KratosDatabaseError } from '../../kratos-import/kratos-database.ts';
import { MAX_EXAMPLES, NOTE_TEXTS } from '../../kratos-import/notes.ts';
import type { Progress } from '../../kratos-import/tally.ts';
import { createSystemClock } from '../../lib/clock.ts';
import { parseUuid } from '../../lib/uuid.ts';
import { migrateKratos } from '../../server/migrate-kratos.ts';
import type { Dsn } from '../../store/sql/open-database.ts';
import { withConfig } from '../configured.ts';
import { confirm } from '../confirm.ts';
import { databaseOf } from '../open.ts';
import { listOption } from '../options.ts';
import { type OutputFlags, outputFormat, withOutput } from '../print/output-format.ts';
import { printResult } from '../print/print-result.ts';
import { UsageError } from '../report-failure.ts';
import { SomeFailed } from '../some-failed.ts';
import type { Terminal } from '../terminal.ts';

import { kratosReport } from './kratos-report.ts';

interface KratosFlags extends OutputFlags {
  readonly from?: string;
  readonly config: string[];
  readonly include: string[];
  readonly network?: string;
  readonly dryRun?: true;
  readonly yes?: true;
}

/** Microseconds between two words about how far it is. */
const PROGRESS_MICROS = 2_000_000;

function partsOf(names: readonly string[]): ReadonlySet<Part> {
  for (const name of names) {
    if (name !== 'identities' && !PARTS.some((part) => part === name))
      throw new UsageError(`--include takes identities, ${PARTS.join(', ')}, not ${JSON.stringify(name)}.`);
  }
  return new Set(names.length === 0 ? ['sessions'] : PARTS.filter((part) => names.includes(part)));
}

function networkOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const id = parseUuid(text);
  if (id === undefined) throw new UsageError(`--network takes the UUID of a network, not ${JSON.stringify(text)}.`);
  return id;
}

/** Says how far it is, now and then. */
function progressOn({ err }: Terminal): Progress {
  const clock = createSystemClock();
  let last = clock.micros();
  return (what, done, all) => {
    if (clock.micros() - last < PROGRESS_MICROS) return;
    last = clock.micros();
    err(all === undefined ? `${what}: ${done}\n` : `${what}: ${done} of ${all}\n`);
  };
}

/** @throws UsageError */
function sourceOf({ from = systemInputs().env.KRATOS_DSN }: KratosFlags): Promise<Dsn> {
  if (!from) throw new UsageError('where is the database of Kratos? Say --from sqlite:///path or postgres://…, or KRATOS_DSN.');
  return databaseOf(from, []);
}

function tellRest({ notes, verification, complete }: ImportReport, dryRun: boolean, { err }: Terminal): void {
  for (const { kind, count, examples } of notes) {
    const more = examples.length === MAX_EXAMPLES && count > MAX_EXAMPLES ? '; …' : '';
    const some = examples.length === 0 ? '' : ` (${examples.join('; ')}${more})`;
    err(`note: ${count} ${NOTE_TEXTS[kind]}${some}\n`);
  }
  if (verification && verification.changedSince > 0)
    err(
      `note: ${verification.changedSince} identities were changed here since they were taken over; they are left as they are\n`,
    );
  if (verification && verification.missing > 0) err(`zelos: ${verification.missing} identities are not here.\n`);
  if (!complete) err('zelos: not everything was taken over as it is; see above. It is safe to run this again.\n');
  else if (dryRun) err('Dry run: nothing was written.\n');
  else err('Everything was taken over, and compared with what it was.\n');
}

async function migrate(flags: KratosFlags, terminal: Terminal): Promise<void> {
  const format = outputFormat(flags);
  const { dryRun = false } = flags;
  const parts = partsOf(flags.include);
  const network = networkOf(flags.network);
  try {
    const report = await migrateKratos({
      from: await sourceOf(flags),
      inputs: { ...systemInputs(), files: flags.config, flags: {}, devFromFiles: true },
      parts,
      network,
      dryRun,
      progress: progressOn(terminal),
      onFailure: (what, id, reason) => terminal.err(`${what} ${id}: ${reason}\n`),
      confirm: async ({ identities }, from) =>
        dryRun || flags.yes || confirm(`Take over ${identities} identities of the network ${from}?`, terminal, terminal.err),
    });
    if (!report) return terminal.err('Nothing was taken over.\n');
    printResult(kratosReport(report), format, terminal);
    tellRest(report, dryRun, terminal);
    if (!report.complete) throw new SomeFailed();
  } catch (error) {
    throw error instanceof KratosDatabaseError ? new UsageError(`${error.message}.`) : error;
  }
}

/** `zelos migrate kratos` */
export const migrateKratosCommand = (terminal: Terminal) =>
  withOutput(withConfig(new Command('kratos'), 'configuration file, whose database is the target; may be repeated'))
    .description('Take over identities, credentials and sessions from the database of Kratos, which is only read.')
    .option(
      '--from <dsn>',
      'the database of Kratos: sqlite:///path, postgres://…; better in KRATOS_DSN, where no list of processes shows it',
    )
    .option('--dry-run', 'tell what there is and what stands in the way; write nothing')
    .option(
      '--include <parts>',
      'beside identities: sessions (unless told otherwise), messages; identities for nothing else',
      listOption,
      [],
    )
    .option('--network <uuid>', 'the network to take over; the oldest one unless given')
    .option('-y, --yes', 'do not ask')
    .addHelpText(
      'after',
      `
Examples:
  zelos migrate kratos --from sqlite:///var/lib/kratos.sqlite -c kratos.yml --dry-run
  DSN=sqlite:///var/lib/zelos.sqlite zelos migrate kratos --from sqlite:///var/lib/kratos.sqlite -c kratos.yml --yes
  KRATOS_DSN=postgres://kratos:secret@db/kratos zelos migrate kratos -c zelos.yml --include sessions,messages --format json`,
    )
    .action((flags: KratosFlags) => migrate(flags, terminal));
