import { Command } from 'commander';
import type { JsonNode } from '../../json/tree.ts';
import { clientOf, type EndpointFlags, withEndpoint } from '../endpoint.ts';
import { type OutputFlags, outputFormat, withOutput } from '../print/output-format.ts';
import { printResult } from '../print/print-result.ts';
import type { Terminal } from '../terminal.ts';
import { type StoredSchema, storedSchemas } from './stored-schemas.ts';

const titleOf = ({ document }: StoredSchema) => {
  const title = document instanceof Map ? document.get('title') : undefined;
  return typeof title === 'string' ? title : undefined;
};

async function list(flags: EndpointFlags & OutputFlags, terminal: Terminal): Promise<void> {
  const format = outputFormat(flags);
  const schemas = await storedSchemas(clientOf(flags, terminal));
  const json = schemas.map(
    ({ id, document }) =>
      new Map<string, JsonNode>([
        ['id', id],
        ['schema', document],
      ]),
  );
  const rows = schemas.map((schema) => [schema.id, titleOf(schema)]);
  printResult({ headers: ['ID', 'TITLE'], rows, json }, format, terminal);
}

/** `zelos schema list` */
export const listSchemasCommand = (terminal: Terminal) =>
  withOutput(withEndpoint(new Command('list')))
    .alias('ls')
    .description(
      'Show the identity schemas of a server. The admin API redirects to the public one for them: that has to be within reach, too.',
    )
    .addHelpText('after', '\nExample:\n  zelos schema list --endpoint http://127.0.0.1:4434')
    .action((flags: EndpointFlags & OutputFlags) => list(flags, terminal));
