import { metricsRoute } from '../api/metadata/routes.ts';
import type { Config } from '../config/config.ts';
import { createListener } from '../http/listener.ts';
import type { Clock } from '../lib/clock.ts';
import type { Exposition } from '../metrics/exposition.ts';
import { listen } from './listen.ts';
import type { Log } from './log.ts';
import { socketPathOf } from './unix-socket.ts';

const TIMEOUTS = { headersMs: 5_000, requestMs: 5_000, keepAliveMs: 120_000 };

/** Nobody is given rights to a port. */
const NO_SOCKET = { owner: '', group: '', mode: 0 };

export interface ServeMetricsOptions {
  readonly config: Config;
  readonly port: number;
  readonly metrics: Exposition;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Serves nothing but the metrics of this process, on the interface of the admin API; on this machine alone where that is a socket.
 * @returns what ends it
 * @throws what the system says (EADDRINUSE …)
 */
export async function serveMetrics({ config, port, metrics, clock, log }: ServeMetricsOptions): Promise<() => Promise<void>> {
  const listener = createListener({
    routes: [metricsRoute({ metrics }, '/metrics/prometheus')],
    timeouts: TIMEOUTS,
    limits: config.zelos.requests,
    clock,
    log,
  });
  const host = socketPathOf(config.admin.host) === undefined ? config.admin.host : '127.0.0.1';
  const url = await listen(listener.app, {
    key: 'serve.admin',
    host,
    port,
    socket: NO_SOCKET,
    shared: false,
    secure: false,
  });
  log.info({ url: `${url}/metrics/prometheus` }, 'Metrics are served.');
  return () => listener.close(0);
}
