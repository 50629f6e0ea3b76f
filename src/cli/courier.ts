import { Command } from 'commander';
import { systemInputs } from '../config/system-inputs.ts';
import { watchCourier } from '../server/watch-courier.ts';
import { withConfig } from './configured.ts';
import { ParentCommand } from './parent-command.ts';
import { UsageError } from './report-failure.ts';
import { stopSignal } from './stop-signal.ts';

interface WatchOptions {
  readonly config: string[];
  readonly exposeMetricsPort?: string;
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new UsageError(`--expose-metrics-port takes a port from 0 to 65535, not ${JSON.stringify(text)}.`);
}

async function watch({ config: files, exposeMetricsPort }: WatchOptions): Promise<void> {
  const stopped = stopSignal();
  const flags = exposeMetricsPort === undefined ? {} : { 'expose-metrics-port': portOf(exposeMetricsPort) };
  const starting = watchCourier({ ...systemInputs(), files, flags, devFromFiles: true });
  const watching = await Promise.race([starting, stopped]);
  // Nothing is being sent so far.
  if (watching === undefined) process.exit(0);
  watching.log.info({}, 'Delivering messages.');
  await stopped;
  watching.log.info({}, 'Stopping: messages under way are delivered first.');
  await watching.close();
  watching.log.info({}, 'Stopped.');
}

/** `zelos courier` */
export function courierCommand(): Command {
  const parent = new ParentCommand('courier')
    .description('Messages to users.')
    .addHelpText('after', '\nExample:\n  zelos courier watch -c kratos.yml');
  parent.addCommand(
    withConfig(new Command('watch'))
      .description('Deliver the messages in the queue, in a process of its own. Several may share one database.')
      .option('--expose-metrics-port <port>', 'accepted for compatibility: there are no metrics yet')
      .addHelpText('after', '\nExample:\n  zelos courier watch -c kratos.yml')
      .action((options: WatchOptions) => watch(options)),
  );
  return parent;
}
