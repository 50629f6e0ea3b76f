import { Command } from 'commander';
import type { AdminClient } from '../../client/admin-client.ts';
import { createSystemClock } from '../../lib/clock.ts';
import { createSystemRandom } from '../../lib/random.ts';
import { openReport } from '../../transfer/failure-report.ts';
import { DEFAULT_BOUNDS } from '../../transfer/gather-batches.ts';
import { importInput } from '../../transfer/import-input.ts';
import { fetchSchemas } from '../../transfer/known-schemas.ts';
import { createLookupFile, type LookupFile } from '../../transfer/lookup-file.ts';
import type { PreparedRow } from '../../transfer/prepared-row.ts';
import { readAuth0Hashes } from '../../transfer/read-auth0-hashes.ts';
import { NO_ROWS } from '../../transfer/row-outcome.ts';
import { sendBatch } from '../../transfer/send-batch.ts';
import { clientOf, withEndpoint } from '../endpoint.ts';
import { outputFormat, withOutput } from '../print/output-format.ts';
import { UsageError } from '../report-failure.ts';
import { SomeFailed } from '../some-failed.ts';
import { stopSignal } from '../stop-signal.ts';
import type { Terminal } from '../terminal.ts';
import { createDraftChecker } from './draft-checker.ts';
import { firebaseHashing, type ImportFlags, wholeNumber, withImportFlags } from './import-flags.ts';
import { sourcesOf, stateOf } from './import-sources.ts';
import { createImportView } from './import-view.ts';
import { rowReading } from './row-reading.ts';

async function auth0Hashes({ auth0Passwords }: ImportFlags): Promise<LookupFile | undefined> {
  if (auth0Passwords === undefined) return undefined;
  const hashes = createLookupFile();
  await readAuth0Hashes(auth0Passwords, hashes);
  return hashes;
}

/** What sends rows, or with `--dry-run` only looks at them. */
async function sending(flags: ImportFlags, client: AdminClient, hashes: LookupFile | undefined) {
  // Whether anybody is there at all: without schemas the import could go on.
  await client.send({ method: 'GET', path: '/admin/health/alive' });
  const schemas = await fetchSchemas(client);
  const sources = { firebase: firebaseHashing(flags), auth0HashOf: (id: string) => hashes?.find(id), now: Date.now };
  const reading = rowReading(flags, schemas, sources);
  const checker = createDraftChecker({ schemas, clock: createSystemClock(), random: createSystemRandom() });
  const send = flags.dryRun
    ? (rows: readonly PreparedRow[]) => Promise.all(rows.map((row) => checker.check(row)))
    : (rows: readonly PreparedRow[]) => sendBatch(rows, { client, schemas, onExisting: flags.onExisting });
  return { reading, send, checker };
}

async function importIdentities(files: readonly string[], flags: ImportFlags, terminal: Terminal): Promise<void> {
  const format = outputFormat(flags);
  const rows = wholeNumber('--batch-size', flags.batchSize, 1, 1000);
  const concurrency = wholeNumber('--concurrency', flags.concurrency, 1, 64);
  if (flags.state !== undefined && files.length !== 1) throw new UsageError('--state is for an import of one file.');
  const client = clientOf(flags, { err: (text) => view.say(text.trimEnd()) });
  const view = createImportView({ format, client, terminal, dryRun: flags.dryRun === true });
  const sources = await sourcesOf(files);
  const hashes = await auth0Hashes(flags);
  const { reading, send, checker } = await sending(flags, client, hashes);

  const states = sources.map((source) => stateOf(source, flags));
  const starts = await Promise.all(states.map((state) => (flags.restart ? undefined : state?.load())));
  const resumes = starts.some((start) => start !== undefined);
  const report = flags.report === undefined ? undefined : await openReport(flags.report, resumes ? 'append' : 'anew');
  let stopped = false;
  stopSignal().then(() => {
    stopped = true;
    view.say('Stopping: what is under way is finished first.');
  });
  const total = sources.reduce((sum, { facts }) => sum + (facts?.size ?? Number.NaN), 0);
  const forget = () => Promise.all(states.map((state) => state?.remove()));
  let read = 0;
  try {
    for (const [index, source] of sources.entries()) {
      const start = starts[index] ?? { rows: 0, counts: NO_ROWS };
      if (start.rows > 0) view.resumes(source.label, start);
      const input = source.open();
      const before = read;
      const { complete } = await importInput(
        {
          label: source.label,
          read: (skip) => reading.read(input, skip),
          prepare: reading.prepare,
          state: states[index],
          report,
          bounds: { ...DEFAULT_BOUNDS, rows },
          concurrency,
          send,
          stopped: () => stopped,
          now: () => performance.now(),
          onSettled: (settled) => view.settled(source.label, settled, (before + input.consumed()) / total),
        },
        start,
      );
      read += source.facts?.size ?? 0;
      if (!complete) throw new UsageError('stopped.');
    }
    await forget();
  } catch (error) {
    view.end();
    if (view.total === 0) await forget();
    else if (states.some((state) => state !== undefined)) view.say('The same command goes on from here.');
    throw error;
  } finally {
    view.clear();
    await report?.close();
    hashes?.close();
  }
  await view.result();
  view.end();
  if (checker.unchecked > 0)
    view.say(
      `The traits of ${checker.unchecked} rows were not checked: the server does not tell their schema, or it cannot be read here.`,
    );
  if (view.failed > 0) throw new SomeFailed();
}

/** `zelos import identities` */
export const importIdentitiesCommand = (terminal: Terminal) =>
  withImportFlags(withOutput(withEndpoint(new Command('identities'))))
    .alias('identity')
    .description(
      'Create identities from JSON, JSON Lines or CSV of any size; from standard input without files. A row is the body of POST /admin/identities.',
    )
    .argument('[file...]', 'packed when it ends in .gz')
    .addHelpText(
      'after',
      `
Somebody who is there already, by external id or identifier, is left alone, so an import can be repeated. One that is stopped
(Ctrl-C) goes on where it was when the same command is run again.

Examples:
  zelos import identities people.jsonl.gz --report failed.jsonl
  zelos import identities people.csv --map 'E-mail=/traits/email' --map 'Id=/external_id' --map 'Notes=' --dry-run
  zelos import identities users.json --preset firebase --firebase-signer-key "$KEY"
  zelos import identities users.jsonl --preset auth0 --auth0-passwords hashes.jsonl`,
    )
    .action((files: string[], flags: ImportFlags) => importIdentities(files, flags, terminal));
