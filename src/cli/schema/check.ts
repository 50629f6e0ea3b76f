import { Command } from 'commander';
import type { AdminClient } from '../../client/admin-client.ts';
import { systemInputs } from '../../config/system-inputs.ts';
import { ApiError } from '../../error/api-error.ts';
import { type JsonNode, printTree } from '../../json/tree.ts';
import type { IdentitySchema } from '../../schema/identity-schema.ts';
import { clientOf, type EndpointFlags, withEndpoint } from '../endpoint.ts';
import { everyPage } from '../every-page.ts';
import { UsageError } from '../report-failure.ts';
import { SomeFailed } from '../some-failed.ts';
import type { Terminal } from '../terminal.ts';
import { type Problem, problemsOf } from './problems-of.ts';
import { storedSchemas } from './stored-schemas.ts';

interface CheckFlags extends EndpointFlags {
  readonly againstStored?: true;
  readonly schemaId?: string;
  readonly quiet?: true;
}

/** As many as a page may have without keeping the server busy for long. */
const PAGE_SIZE = '250';

/** The schema whose identities are looked at. @throws UsageError when that is not clear, or there is none of that id */
async function schemaIdFor({ schemaId }: CheckFlags, client: AdminClient): Promise<string> {
  const ids = (await storedSchemas(client)).map(({ id }) => id);
  const [only = ''] = ids;
  if (schemaId === undefined && ids.length === 1) return only;
  const known = `the server has ${ids.join(', ')}`;
  if (schemaId === undefined) throw new UsageError(`which identities? Say --schema-id: ${known}.`);
  if (!ids.includes(schemaId)) throw new UsageError(`there is no schema ${JSON.stringify(schemaId)}: ${known}.`);
  return schemaId;
}

function problemsIn(traits: JsonNode, schema: IdentitySchema): readonly Problem[] {
  try {
    schema.validate(printTree(traits));
    return [];
  } catch (error) {
    if (error instanceof ApiError) return problemsOf(error);
    throw error;
  }
}

async function checkStored(schema: IdentitySchema, flags: CheckFlags, terminal: Terminal): Promise<void> {
  const client = clientOf(flags, terminal);
  const schemaId = await schemaIdFor(flags, client);
  let [checked, unfit] = [0, 0];
  const check = (identity: JsonNode) => {
    if (!(identity instanceof Map) || identity.get('schema_id') !== schemaId) return;
    const id = String(identity.get('id'));
    const problems = problemsIn(identity.get('traits') ?? null, schema);
    checked += 1;
    if (problems.length === 0) return;
    unfit += 1;
    if (flags.quiet) return terminal.out(`${id}\n`);
    for (const { pointer, message } of problems) terminal.out(`${id}\t${pointer || '/'}\t${message.replaceAll('\n', ' ')}\n`);
  };
  for await (const page of everyPage(client, '/admin/identities', { page_size: PAGE_SIZE })) page.forEach(check);
  if (!flags.quiet) terminal.err(`${checked} identities of the schema ${schemaId} were checked; ${unfit} do not fit.\n`);
  if (unfit > 0) throw new SomeFailed();
}

async function check(file: string, flags: CheckFlags, terminal: Terminal): Promise<void> {
  // Compiling schemas is more code than all other commands.
  const { schemaOfFile } = await import('./load-from.ts');
  const schema = await schemaOfFile(file, systemInputs().cwd);
  if (flags.againstStored) return checkStored(schema, flags, terminal);
  if (!flags.quiet) terminal.out(`${file} is a schema that identities can have.\n`);
}

/** `zelos schema check` */
export const checkSchemaCommand = (terminal: Terminal) =>
  withEndpoint(new Command('check'))
    .description('Tell whether a file is a usable identity schema, and whether the identities that there are fit it.')
    .argument('<file>')
    .option(
      '--against-stored',
      'also check the traits of all identities of a server: what does not fit is printed, and the code is 1',
    )
    .option('--schema-id <id>', 'the schema whose identities are checked; needed where the server has several')
    .option('-q, --quiet', 'print nothing but the ids of identities that do not fit')
    .addHelpText(
      'after',
      `
Examples:
  zelos schema check customer.schema.json
  zelos schema check customer.schema.json --against-stored --schema-id customer --endpoint http://127.0.0.1:4434`,
    )
    .action((file: string, flags: CheckFlags) => check(file, flags, terminal));
