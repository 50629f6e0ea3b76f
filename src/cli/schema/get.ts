import { Command } from 'commander';
import { clientOf, type EndpointFlags, withEndpoint } from '../endpoint.ts';
import { documentOf } from '../identities/answer.ts';
import { type OutputFlags, outputFormat, withOutput } from '../print/output-format.ts';
import { printResult } from '../print/print-result.ts';
import type { Terminal } from '../terminal.ts';

async function get(id: string, flags: EndpointFlags & OutputFlags, terminal: Terminal): Promise<void> {
  const asked = outputFormat(flags);
  const json = documentOf(await clientOf(flags, terminal).send({ method: 'GET', path: `/schemas/${encodeURIComponent(id)}` }));
  // A document has no columns.
  const format = asked.kind === 'table' ? { kind: 'json-pretty' as const } : asked;
  printResult({ headers: ['ID'], rows: [[id]], single: true, json }, format, terminal);
}

/** `zelos schema get` */
export const getSchemaCommand = (terminal: Terminal) =>
  withOutput(withEndpoint(new Command('get')))
    .description(
      'Show an identity schema of a server, in JSON. The admin API redirects to the public one for it: that has to be within reach, too.',
    )
    .argument('<id>')
    .addHelpText('after', '\nExample:\n  zelos schema get default > default.schema.json')
    .action((id: string, flags: EndpointFlags & OutputFlags) => get(id, flags, terminal));
