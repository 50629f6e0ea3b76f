import { setTimeout as pause } from 'node:timers/promises';
import { Command } from 'commander';
import { parseUuid } from '../../lib/uuid.ts';
import { openStore } from '../../store/sql/open-store.ts';
import { type DatabaseFlags, namedDatabase, onDatabase, systemParts } from '../on-database.ts';
import { tableOf } from '../print/table.ts';
import { countFlag, durationFlag } from '../read-flags.ts';
import { UsageError } from '../report-failure.ts';
import type { Terminal } from '../terminal.ts';

interface PhoneFlags extends DatabaseFlags {
  readonly batchSize: string;
  readonly batchDelay: string;
  readonly startAfter: readonly string[];
  readonly dryRun?: true;
}

const LARGEST_BATCH = 5000;
/** The names of the reference's tables, which scripts look for. */
const TABLES = {
  identifiers: 'credential identifiers',
  verifiable: 'verifiable addresses',
  recovery: 'recovery addresses',
} as const;

/** All places of an identity are done together: the least of several ids is where to go on. @throws UsageError */
function startOf(given: readonly string[]): string | undefined {
  const ids = given.map((text) => {
    const id = parseUuid(text.replace(/^\w+=/, ''));
    if (id === undefined)
      throw new UsageError(`--start-after takes the id of an identity, such as ci=9f425a8d-…, not ${JSON.stringify(text)}.`);
    return id;
  });
  return ids.sort()[0];
}

async function normalise(url: string | undefined, flags: PhoneFlags, { out, err }: Terminal): Promise<void> {
  const options = {
    batchSize: countFlag('--batch-size', flags.batchSize, { least: 1, most: LARGEST_BATCH }),
    dryRun: flags.dryRun ?? false,
    startAfter: startOf(flags.startAfter),
  };
  const delay = durationFlag('--batch-delay', flags.batchDelay);
  const dsn = await namedDatabase(url, flags);
  // Reading phone numbers is more code than all other commands.
  const { normaliseStoredPhones } = await import('./normalise-stored-phones.ts');
  const store = await openStore({ dsn, ...systemParts() });
  try {
    const totals = await normaliseStoredPhones({
      ...options,
      identities: store.identities,
      async onBatch(last) {
        err(`done as far as --start-after ci=${last}\n`);
        await pause(delay);
      },
      onError: (id, problem) => err(`${id}: ${problem}\n`),
    });
    const keys = ['scanned', 'updated', 'skipped', 'errors'] as const;
    const rows = (['identifiers', 'verifiable', 'recovery'] as const).map((place) => [
      TABLES[place],
      ...keys.map((key) => String(totals[place][key])),
    ]);
    const sums = keys.map((key) => String(Object.values(totals).reduce((sum, one) => sum + one[key], 0)));
    out(tableOf([['TABLE', ...keys.map((key) => key.toUpperCase())], ...rows, ['TOTAL', ...sums]]));
    if (options.dryRun) err('Nothing was changed: this was a dry run.\n');
  } finally {
    await store.close();
  }
}

/** `zelos migrate normalize-phone-numbers` */
export const normalisePhoneNumbersCommand = (terminal: Terminal) =>
  onDatabase(new Command('normalize-phone-numbers'))
    .description(
      'Put stored phone numbers into E.164 (+14155550100). What is written today is so already; older data need not be.',
    )
    .option('-b, --batch-size <number>', 'identities that are read together', '1000')
    .option('--batch-delay <duration>', 'pause after each batch', '1s')
    .option('--dry-run', 'count, and change nothing')
    .option(
      '--start-after <ci=id>',
      'go on after an identity, as a run that was stopped has printed it; may be repeated, the least one counts',
      (text: string, before: readonly string[]) => [...before, text],
      [],
    )
    .addHelpText(
      'after',
      `
Examples:
  zelos migrate normalize-phone-numbers -c kratos.yml --dry-run
  zelos migrate normalize-phone-numbers postgres://zelos:secret@127.0.0.1/zelos --batch-delay 100ms`,
    )
    .action((url: string | undefined, flags: PhoneFlags) => normalise(url, flags, terminal));
