import { Command } from 'commander';
import { systemInputs } from '../config/system-inputs.ts';
import { watchCourier } from '../server/watch-courier.ts';
import { withConfig } from './configured.ts';
import { processHangUp, reloadOnHangUp } from './hang-up.ts';
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
  const onHangUp = reloadOnHangUp(processHangUp);
  // The key of the same name in a file has no effect here (contract: configuration, section 1).
  const port = exposeMetricsPort === undefined ? 0 : portOf(exposeMetricsPort);
  const starting = watchCourier({ ...systemInputs(), files, flags: {}, devFromFiles: true }, port);
  const watching = await Promise.race([starting, stopped]);
  // Nothing is being sent so far.
  if (watching === undefined) process.exit(0);
  watching.log.info({}, 'Delivering messages.');
  // What comes of it is in the log.
  onHangUp(() => watching.reloader.reload({ always: true }).catch(() => {}));
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
      .option('--expose-metrics-port <port>', 'serve GET /metrics/prometheus on this port of the admin interface; 0 for none')
      .addHelpText(
        'after',
        '\nExamples:\n  zelos courier watch -c kratos.yml\n  zelos courier watch -c kratos.yml --expose-metrics-port 4435',
      )
      .action((options: WatchOptions) => watch(options)),
  );
  return parent;
}
