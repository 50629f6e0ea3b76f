import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { BOUNDS } from '../../hash/bounds.ts';
import { type OutputFlags, outputFormat, withOutput } from '../print/output-format.ts';
import { printResult } from '../print/print-result.ts';
import { countFlag } from '../read-flags.ts';
import type { Terminal } from '../terminal.ts';
import { findParameters } from './find-parameters.ts';
import { type Argon2Flags, type Argon2Parameters, argon2Of, parametersResult, sizeFlag, withArgon2 } from './parameters.ts';
import { excessOf, tryLoad } from './try-load.ts';

interface CalibrateFlags extends Argon2Flags, OutputFlags {
  readonly probeRuns: string;
  readonly startMemory: string;
  readonly maxMemory: string;
  readonly adjustMemoryBy: string;
  readonly startIterations: string;
}

/** `0` says that there is no such size. */
const optionalSize = (flag: string, text: string, otherwise: number) => (text === '0' ? otherwise : sizeFlag(flag, text));

/** The middle of several times that one hash took alone. */
async function probe(parameters: Argon2Parameters, runs: number): Promise<number> {
  const { createTrial } = await import('./try-hash.ts');
  const make = createTrial(parameters);
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const since = performance.now();
    await make('a password of some length');
    times.push(performance.now() - since);
  }
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
}

async function calibrate(rate: string, flags: CalibrateFlags, terminal: Terminal): Promise<void> {
  const format = outputFormat(flags);
  const perMinute = countFlag('requests-per-minute', rate, { least: 1 });
  const runs = countFlag('--probe-runs', flags.probeRuns, { least: 1 });
  const iterations = countFlag('--start-iterations', flags.startIterations, { least: 1, most: BOUNDS.argon2Passes.maximum });
  const configured = await argon2Of(flags);
  const from = { ...configured, iterations, memoryBytes: optionalSize('--start-memory', flags.startMemory, 128 * 1024 ** 2) };
  const memoryBytes = Math.min(
    optionalSize('--max-memory', flags.maxMemory, Number.POSITIVE_INFINITY),
    // All hashes that are made at once have to fit.
    from.dedicatedMemoryBytes / availableParallelism(),
    BOUNDS.argon2Memory.maximum * 1024,
  );
  const { parameters, load, excess } = await findParameters({
    from,
    stepBytes: sizeFlag('--adjust-memory-by', flags.adjustMemoryBy),
    most: { memoryBytes, iterations: BOUNDS.argon2Passes.maximum },
    probe: (candidate) => probe(candidate, runs),
    load: (candidate) => tryLoad(perMinute, candidate),
    excessOf,
    tell: flags.quiet ? () => {} : terminal.err,
  });
  printResult(parametersResult(parameters), format, terminal);
  if (excess !== undefined)
    terminal.err(
      `This is still too much for ${perMinute} passwords in a minute: ${excess} (median ${Math.round(load.medianMs)} ms).\n`,
    );
}

/** `zelos hashers argon2 calibrate` */
export const calibrateCommand = (terminal: Terminal) =>
  withOutput(withArgon2(new Command('calibrate')))
    .description(
      'Find out what a hash may cost on this machine when so many passwords come in a minute. It takes half a minute or more.',
    )
    .argument('<requests-per-minute>')
    .option('-r, --probe-runs <number>', 'hashes that are made to measure one', '2')
    .option('-m, --start-memory <size>', 'memory of one hash to begin with; 0 for 128MB', '0')
    .option('--max-memory <size>', 'the most memory of one hash; 0 for no limit but that of the dedicated memory', '0')
    .option('--adjust-memory-by <size>', 'steps in which memory is raised', '512MB')
    .option('-i, --start-iterations <number>', 'passes to begin with', '1')
    .option('--max-concurrent <number>', 'accepted for compatibility: as many hashes are made at once as there are processors')
    .addHelpText(
      'after',
      `
Examples:
  zelos hashers argon2 calibrate 60 --min-duration 250ms --dedicated-memory 512MB
  zelos hashers argon2 calibrate 60 --adjust-memory-by 64MB --format yaml`,
    )
    .action((rate: string, flags: CalibrateFlags) => calibrate(rate, flags, terminal));
