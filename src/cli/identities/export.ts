import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Command, Option } from 'commander';
import { EXPORT_FORMATS, type ExportFormatName, exportFormat } from '../../transfer/export-format.ts';
import { type ExportCounts, exportText } from '../../transfer/export-identities.ts';
import { CREDENTIALS_MOVED } from '../../transfer/exported-identity.ts';
import { listAll } from '../../transfer/list-all.ts';
import { clientOf, type EndpointFlags, withEndpoint } from '../endpoint.ts';
import { listOption } from '../options.ts';
import { createProgressLine, type ProgressLine } from '../print/progress.ts';
import { UsageError } from '../report-failure.ts';
import type { Terminal } from '../terminal.ts';

interface ExportFlags extends EndpointFlags {
  readonly output?: string;
  readonly format?: ExportFormatName;
  readonly columns: string[];
  readonly includeCredentials?: true;
  readonly quiet?: true;
}

/** What an export is called as long as it is not whole. */
const draftOf = (path: string) => `${path}.partial`;

async function writeTo(path: string | undefined, text: AsyncIterable<string>): Promise<void> {
  const source = Readable.from(text, { objectMode: true });
  if (path === undefined) {
    await pipeline(source, process.stdout, { end: false });
    return;
  }
  const draft = draftOf(path);
  // It holds what is known of people, and maybe their hashes: nobody else has to read it.
  const file = createWriteStream(draft, { mode: 0o600 });
  const through = new Transform({ writableObjectMode: true, transform: (chunk, _encoding, done) => done(null, chunk) });
  try {
    if (path.endsWith('.gz')) await pipeline(source, through, createGzip(), file);
    else await pipeline(source, through, file);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

const isClosedPipe = (error: unknown) => error instanceof Error && (error as NodeJS.ErrnoException).code === 'EPIPE';

function formatNamed({ format, output }: ExportFlags): ExportFormatName {
  const extension = /\.(\w+)(?:\.gz)?$/.exec(output ?? '')?.[1];
  return format ?? EXPORT_FORMATS.find((one) => one === extension) ?? 'jsonl';
}

async function* counting(text: AsyncIterable<string>, counts: ExportCounts, line: ProgressLine | undefined) {
  for await (const part of text) {
    yield part;
    line?.show({ rows: counts.identities, share: undefined });
  }
}

async function exportIdentities(flags: ExportFlags, { err }: Terminal): Promise<void> {
  const { output, columns, includeCredentials = false, quiet } = flags;
  const name = formatNamed(flags);
  if (columns.length > 0 && name !== 'csv') throw new UsageError(`--columns is for CSV: --format csv.`);
  const format = exportFormat(name, columns.length > 0 ? columns : undefined, includeCredentials);
  const counts: ExportCounts = { identities: 0, leftBehind: new Map() };
  // On a terminal that shows the identities themselves the line would stand in the middle of them.
  const hidden = quiet || (output === undefined && process.stdout.isTTY);
  const line = hidden
    ? undefined
    : createProgressLine({
        write: err,
        onTerminal: process.stderr.isTTY === true,
        now: () => performance.now(),
        unit: 'identities',
      });
  const aside = (text: string) => {
    line?.clear();
    err(text);
  };
  const pages = listAll(clientOf(flags, { err: aside }), includeCredentials ? CREDENTIALS_MOVED : []);
  try {
    await writeTo(output, counting(exportText(pages, format, counts), counts, line));
  } catch (error) {
    // Whoever reads it has read enough: `zelos export identities | head`.
    if (!isClosedPipe(error)) throw error;
  } finally {
    line?.clear();
  }
  if (quiet) return;
  err(`Exported ${counts.identities.toLocaleString('en')} identities${output === undefined ? '' : ` to ${output}`}.\n`);
  for (const [kind, count] of counts.leftBehind)
    err(`${count.toLocaleString('en')} have ${kind} credentials, which no import takes.\n`);
}

/** `zelos export identities` */
export const exportIdentitiesCommand = (terminal: Terminal) =>
  withEndpoint(new Command('identities'))
    .alias('identity')
    .description('Write all identities in the form that `zelos import identities` reads.')
    .option('-o, --output <file>', 'where to; packed when it ends in .gz; standard output unless given')
    .addOption(new Option('--format <format>', 'default: by the name of the file, else jsonl').choices(EXPORT_FORMATS))
    .option(
      '--columns <places>',
      'what to write as CSV, such as /external_id,/traits/email; everything unless given',
      listOption,
      [],
    )
    .option(
      '--include-credentials',
      'also write password hashes, provider links and second factors: keep such a file like passwords',
    )
    .option('-q, --quiet', 'tell nothing but what went wrong')
    .addHelpText(
      'after',
      `
Examples:
  zelos export identities --output people.jsonl.gz
  zelos export identities --include-credentials | zelos import identities --endpoint http://127.0.0.1:5434
  zelos export identities --format csv --columns /external_id,/traits/email > people.csv`,
    )
    .action((flags: ExportFlags) => exportIdentities(flags, terminal));
