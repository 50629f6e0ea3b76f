import { Command } from 'commander';
import { nextTokenOf } from '../../client/next-token.ts';
import { clientOf, type EndpointFlags, withEndpoint } from '../endpoint.ts';
import { type OutputFlags, outputFormat, withOutput } from '../print/output-format.ts';
import { printResult } from '../print/print-result.ts';
import { UsageError } from '../report-failure.ts';
import type { Terminal } from '../terminal.ts';
import { documentOf } from './answer.ts';
import { pageResult } from './identity-result.ts';

interface ListFlags extends EndpointFlags, OutputFlags {
  readonly pageSize: string;
  readonly pageToken?: string;
  readonly consistency: string;
  readonly identifier?: string;
}

async function list({ pageSize, pageToken, consistency, identifier, ...flags }: ListFlags, terminal: Terminal): Promise<void> {
  const format = outputFormat(flags);
  if (!/^\d+$/.test(pageSize)) throw new UsageError(`--page-size takes a whole number, not ${JSON.stringify(pageSize)}.`);
  const query = new URLSearchParams({ page_size: pageSize, consistency });
  if (pageToken) query.set('page_token', pageToken);
  if (identifier !== undefined) query.set('credentials_identifier', identifier);
  const answer = await clientOf(flags, terminal).send({ method: 'GET', path: `/admin/identities?${query}` });
  const identities = documentOf(answer);
  printResult(pageResult(Array.isArray(identities) ? identities : [], nextTokenOf(answer)), format, terminal);
}

/** `zelos list identities` */
export const listIdentitiesCommand = (terminal: Terminal) =>
  withOutput(withEndpoint(new Command('identities')))
    .description('Show identities, page by page.')
    .argument('[ignored...]')
    .option('--page-size <number>', 'identities on a page', '100')
    .option('--page-token <token>', 'what the page before printed as NEXT PAGE TOKEN')
    .option('--consistency <level>', 'strong, or eventual where a replica may answer', 'eventual')
    .option('--identifier <identifier>', 'only who signs in with it')
    .addHelpText(
      'after',
      `
Examples:
  zelos list identities --endpoint http://127.0.0.1:4434
  zelos list identities --identifier ada@example.org --format json-pretty
  zelos list identities --format 'jsonpath=identities.#.traits.email'`,
    )
    .action((_ignored: string[], flags: ListFlags) => list(flags, terminal));
