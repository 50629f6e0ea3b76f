import { Command } from 'commander';
import { clientOf, type EndpointFlags, withEndpoint } from '../endpoint.ts';
import { type OutputFlags, outputFormat, withOutput } from '../print/output-format.ts';
import { printResult } from '../print/print-result.ts';
import { readSource } from '../read-source.ts';
import type { Terminal } from '../terminal.ts';
import { documentOf } from './answer.ts';
import { identityResult } from './identity-result.ts';

async function update(id: string, source: string, flags: EndpointFlags & OutputFlags, terminal: Terminal): Promise<void> {
  const format = outputFormat(flags);
  const client = clientOf(flags, terminal);
  const body = await readSource(source, terminal);
  const answer = await client.send({ method: 'PUT', path: `/admin/identities/${encodeURIComponent(id)}`, body });
  printResult(identityResult(documentOf(answer)), format, terminal);
}

/** `zelos update identity` */
export const updateIdentityCommand = (terminal: Terminal) =>
  withOutput(withEndpoint(new Command('identity')))
    .alias('identities')
    .description(
      'Replace what an identity says of itself; what the body leaves out is emptied. Credentials that it leaves out stay.',
    )
    .argument('<id>')
    .argument('<file>', 'JSON with schema_id, traits, state and the rest; - for standard input')
    .addHelpText(
      'after',
      `
Examples:
  zelos update identity 9f425a8d-7efc-4768-8f23-7647a74fdf13 ada.json
  echo '{"schema_id":"default","state":"inactive","traits":{"email":"ada@example.org"}}' |
    zelos update identity 9f425a8d-7efc-4768-8f23-7647a74fdf13 -`,
    )
    .action((id: string, source: string, flags: EndpointFlags & OutputFlags) => update(id, source, flags, terminal));
