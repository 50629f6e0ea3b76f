import { Command } from 'commander';
import { clientOf, type EndpointFlags, withEndpoint } from '../endpoint.ts';
import { listOption } from '../options.ts';
import { type OutputFlags, outputFormat, withOutput } from '../print/output-format.ts';
import { printResult } from '../print/print-result.ts';
import { UsageError } from '../report-failure.ts';
import type { Terminal } from '../terminal.ts';
import { documentOf } from './answer.ts';
import { forEach } from './for-each.ts';
import { identitiesResult, identityResult } from './identity-result.ts';

interface GetFlags extends EndpointFlags, OutputFlags {
  readonly includeCredentials: string[];
  readonly externalId?: true;
}

async function get(ids: readonly string[], { includeCredentials, externalId, ...flags }: GetFlags, terminal: Terminal) {
  const format = outputFormat(flags);
  const other = includeCredentials.find((type) => type !== 'oidc');
  if (other !== undefined)
    throw new UsageError(`--include-credentials takes oidc, not ${JSON.stringify(other)}: no other kind can be shown.`);
  const client = clientOf(flags, terminal);
  const query = includeCredentials.length > 0 ? '?include_credential=oidc' : '';
  const folder = externalId ? 'identities/by/external' : 'identities';
  const { done, end } = await forEach(
    ids,
    async (id) => documentOf(await client.send({ method: 'GET', path: `/admin/${folder}/${encodeURIComponent(id)}${query}` })),
    terminal,
  );
  const [only] = done;
  if (only !== undefined) printResult(ids.length === 1 ? identityResult(only) : identitiesResult(done), format, terminal);
  end();
}

/** `zelos get identity` */
export const getIdentityCommand = (terminal: Terminal) =>
  withOutput(withEndpoint(new Command('identity')))
    .alias('identities')
    .description('Show identities by their ids.')
    .argument('<id...>')
    .option('-i, --include-credentials <type>', 'also show what is stored for oidc; may be repeated', listOption, [])
    .option('--external-id', 'the arguments are ids of another system, not of Zelos')
    .addHelpText(
      'after',
      `
Examples:
  zelos get identity 9f425a8d-7efc-4768-8f23-7647a74fdf13 --format json-pretty
  zelos get identity --external-id customer-4711`,
    )
    .action((ids: string[], flags: GetFlags) => get(ids, flags, terminal));
