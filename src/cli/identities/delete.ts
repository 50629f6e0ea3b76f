import { Command } from 'commander';
import { faultOf } from '../../client/answer-fault.ts';
import { clientOf, type EndpointFlags, withEndpoint } from '../endpoint.ts';
import { type OutputFlags, outputFormat, withOutput } from '../print/output-format.ts';
import { printResult } from '../print/print-result.ts';
import type { Terminal } from '../terminal.ts';
import { forEach } from './for-each.ts';

async function remove(ids: readonly string[], flags: EndpointFlags & OutputFlags, terminal: Terminal): Promise<void> {
  const format = outputFormat(flags);
  const client = clientOf(flags, terminal);
  const { done, end } = await forEach(
    ids,
    async (id) => {
      const answer = await client.send({ method: 'DELETE', path: `/admin/identities/${encodeURIComponent(id)}` });
      if (answer.status >= 300) throw faultOf(answer);
      return id;
    },
    terminal,
  );
  const [only] = done;
  const single = ids.length === 1;
  if (only !== undefined)
    printResult({ headers: ['ID'], rows: done.map((id) => [id]), single, json: single ? only : [...done] }, format, terminal);
  end();
}

/** `zelos delete identity` */
export const deleteIdentityCommand = (terminal: Terminal) =>
  withOutput(withEndpoint(new Command('identity')))
    .alias('identities')
    .description('Delete identities with everything that belongs to them. There is no question and no way back.')
    .argument('<id...>')
    .addHelpText('after', '\nExample:\n  zelos delete identity 9f425a8d-7efc-4768-8f23-7647a74fdf13')
    .action((ids: string[], flags: EndpointFlags & OutputFlags) => remove(ids, flags, terminal));
