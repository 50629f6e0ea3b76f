import { Command } from 'commander';
import type { Terminal } from '../terminal.ts';
import { type Argon2Flags, argon2Of, durationText, withArgon2Cost } from './parameters.ts';

interface HashFlags extends Argon2Flags {
  readonly parallel?: true;
}

async function hash(passwords: readonly string[], { parallel, ...flags }: HashFlags, { out }: Terminal): Promise<void> {
  const parameters = await argon2Of(flags);
  const { createTrial } = await import('./try-hash.ts');
  const make = createTrial(parameters);
  const begun = performance.now();
  const one = async (password: string, index: number) => {
    const since = performance.now();
    await make(password);
    out(`password ${index}: ${durationText(performance.now() - since)}\n`);
  };
  if (parallel) await Promise.all(passwords.map(one));
  else for (const [index, password] of passwords.entries()) await one(password, index);
  out(`total: ${durationText(performance.now() - begun)}\n`);
}

/** `zelos hashers argon2 hash` */
export const hashCommand = (terminal: Terminal) =>
  withArgon2Cost(new Command('hash'))
    .description('Measure how long hashes of passwords take. The hashes themselves are not printed.')
    .argument('<password...>')
    .option('--parallel', 'make them at the same time, as many as there are processors')
    .addHelpText('after', '\nExample:\n  zelos hashers argon2 hash one two three --parallel --memory 64MB')
    .action((passwords: string[], flags: HashFlags) => hash(passwords, flags, terminal));
