import { Command } from 'commander';
import { clientOf, type EndpointFlags, withEndpoint } from '../endpoint.ts';
import { type OutputFlags, withOutput } from '../print/output-format.ts';
import { SomeFailed } from '../some-failed.ts';
import type { Terminal } from '../terminal.ts';
import { identitiesIn } from './sources.ts';

async function validate(files: readonly string[], flags: EndpointFlags, terminal: Terminal): Promise<void> {
  const client = clientOf(flags, terminal);
  const identities = await identitiesIn(files, terminal);
  // Compiling schemas is more code than all other commands.
  const { createIdentityCheck } = await import('./identity-check.ts');
  const check = createIdentityCheck(client);
  let failed = false;
  for (const identity of identities) {
    const problems = await check(identity);
    if (problems.length === 0) continue;
    failed = true;
    terminal.err(`${identity.label}: not valid\n`);
    for (const { pointer, message } of problems) terminal.err(`  ${pointer || '/'}: ${message.replaceAll('\n', ' ')}\n`);
  }
  if (failed) throw new SomeFailed();
  terminal.out('All identity files are valid.\n');
}

/** `zelos validate identity` */
export const validateIdentityCommand = (terminal: Terminal) =>
  withOutput(withEndpoint(new Command('identity')))
    .alias('identities')
    .description('Tell whether a server could create these identities, and create none.')
    .argument('[file...]', 'JSON with one identity, or with a list of them; standard input where no file is given')
    .addHelpText(
      'after',
      `
Examples:
  zelos validate identity ada.json grace.json --endpoint http://127.0.0.1:4434
  zelos validate identity < people.json`,
    )
    .action((files: string[], flags: EndpointFlags & OutputFlags) => validate(files, flags, terminal));
