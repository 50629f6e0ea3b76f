import { Command } from 'commander';
import { MOST_WORKERS } from '../config/keys/zelos.ts';
import { loadConfig } from '../config/load-config.ts';
import { systemInputs } from '../config/system-inputs.ts';
import { createSystemClock, now, wireTime } from '../lib/clock.ts';
import { configuredAtStart } from '../server/configured.ts';
import { createLog } from '../server/log.ts';
import { tellWarnings } from '../server/tell-warnings.ts';
import { watchConfiguration } from '../server/watch-configuration.ts';
import { withConfig } from './configured.ts';
import { processHangUp, reloadOnHangUp } from './hang-up.ts';
import { UsageError } from './report-failure.ts';
import { stopSignal } from './stop-signal.ts';
import type { Terminal } from './terminal.ts';
import { welcome } from './welcome.ts';

interface ServeOptions {
  readonly config: string[];
  readonly dev?: true;
  readonly watchCourier?: true;
  readonly sqaOptOut?: true;
  readonly workers?: string;
  readonly autoMigrate?: true;
}

/** @throws UsageError */
function countOf(workers: string): number {
  const count = Number(workers);
  if (/^\d+$/.test(workers) && count >= 1 && count <= MOST_WORKERS) return count;
  throw new UsageError(`--workers takes a whole number from 1 to ${MOST_WORKERS}, not ${JSON.stringify(workers)}.`);
}

async function serve(options: ServeOptions, terminal: Terminal): Promise<void> {
  const stopped = stopSignal();
  const onHangUp = reloadOnHangUp(processHangUp);
  const starting = start(options);
  const started = await Promise.race([starting, stopped]);
  // Starting takes minutes where the database is not there yet. Nobody is served so far: nothing has to be ended in order.
  if (started === undefined) process.exit(0);
  const { run, config, log, watch } = started;
  welcome(run, config, { log, terminal });
  // What comes of it is in the log.
  onHangUp(() => run.reloader.reload({ always: true }).catch(() => {}));
  watch.attach(run.reloader);

  await Promise.race([stopped, run.broken]);
  watch.close();
  log.info({}, 'Stopping: requests under way are answered first.');
  if (!(await run.close())) process.exit(1);
  log.info({}, 'Stopped.');
}

async function start({ config: files, dev, watchCourier, sqaOptOut, workers, autoMigrate }: ServeOptions) {
  const flags = {
    ...(dev && { dev: true }),
    ...(watchCourier && { 'watch-courier': true }),
    ...(sqaOptOut && { 'sqa-opt-out': true }),
    ...(workers !== undefined && { 'zelos.workers': countOf(workers) }),
  };
  const inputs = { ...systemInputs(), files, flags };
  const watch = await watchConfiguration(files, inputs.cwd);
  const loaded = await loadConfig(inputs);
  await watch.expect(loaded);
  const { config } = loaded;
  const isAlone = config.zelos.workers === 1;
  const write = (line: string) => process.stderr.write(line);
  const log = createLog({ ...config.log, write, ...(!isAlone && { pid: process.pid }) });
  tellWarnings(loaded, log);
  const configured = configuredAtStart(loaded, wireTime(now(createSystemClock())));
  const runOptions = { configured, inputs, autoMigrate: autoMigrate ?? false, log };
  // A process that only looks after others has no use for the code that serves.
  const run = isAlone
    ? await (await import('./serve-alone.ts')).serveAlone(runOptions)
    : await (await import('./serve-together.ts')).serveTogether(runOptions);
  return { run, config, log, watch };
}

/** `zelos serve` */
export function serveCommand(terminal: Terminal): Command {
  return withConfig(new Command('serve'))
    .description('Run the server. Without a configuration it starts with everything built in and keeps its data in ./data.')
    .option('--dev', 'development mode: weaker defaults, never for production')
    .option('--watch-courier', 'send messages from this process (with an SQLite database it always does)')
    .option('--sqa-opt-out', 'accepted for compatibility: nothing is ever sent')
    .option('--workers <number>', 'processes that serve requests; default: one for each processor, one with an SQLite database')
    .option('--auto-migrate', 'bring the database up to date first (an SQLite database always is)')
    .argument('[ignored...]')
    .addHelpText(
      'after',
      `
Examples:
  zelos serve
  zelos serve -c kratos.yml -c secrets.yml
  zelos serve -c kratos.yml --workers 4
  DSN=postgres://zelos:secret@127.0.0.1/zelos zelos serve -c kratos.yml --auto-migrate

Configuration files and the files of identity schemas are watched: what changes in them takes effect while the server runs, as far as it
can without a restart; the log tells. The signal SIGHUP loads them again, too.`,
    )
    .action((_ignored: string[], options: ServeOptions) => serve(options, terminal));
}
