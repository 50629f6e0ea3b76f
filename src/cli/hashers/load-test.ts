import { Command } from 'commander';
import { type OutputFlags, outputFormat, withOutput } from '../print/output-format.ts';
import { printResult } from '../print/print-result.ts';
import { countFlag } from '../read-flags.ts';
import { UsageError } from '../report-failure.ts';
import type { Terminal } from '../terminal.ts';
import { loadResult } from './measure-load.ts';
import { type Argon2Flags, argon2Of, parametersResult, withArgon2Cost } from './parameters.ts';
import { excessOf, tryLoad } from './try-load.ts';

type LoadTestFlags = Argon2Flags & OutputFlags;

async function loadTest(rate: string, flags: LoadTestFlags, terminal: Terminal): Promise<void> {
  const format = outputFormat(flags);
  const perMinute = countFlag('requests-per-minute', rate, { least: 1 });
  const parameters = await argon2Of(flags);
  if (!flags.quiet) {
    printResult(parametersResult(parameters), { kind: 'table' }, { ...terminal, out: terminal.err });
    terminal.err('\nPasswords come for twenty seconds …\n\n');
  }
  const load = await tryLoad(perMinute, parameters);
  printResult(loadResult(load), format, terminal);
  const excess = excessOf(load, parameters);
  if (excess)
    throw new UsageError(`${excess.text}. Find better parameters with \`zelos hashers argon2 calibrate ${perMinute}\`.`);
}

/** `zelos hashers argon2 load-test` */
export const loadTestCommand = (terminal: Terminal) =>
  withOutput(withArgon2Cost(new Command('load-test')))
    .description(
      'Measure how long passwords wait for their hashes when so many come in a minute. The code is 1 when it is too long.',
    )
    .argument('<requests-per-minute>')
    .addHelpText('after', '\nExample:\n  zelos hashers argon2 load-test 120 -c kratos.yml')
    .action((rate: string, flags: LoadTestFlags) => loadTest(rate, flags, terminal));
