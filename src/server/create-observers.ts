import type { Config } from '../config/config.ts';
import type { Observe } from '../http/listener.ts';
import type { RequestNames } from '../http/request-id.ts';
import { createAddressSet } from '../lib/address-set.ts';
import { createRedaction, NO_REDACTION } from '../log/redact.ts';
import type { HttpMetrics } from '../metrics/http-metrics.ts';
import { countAnswers } from './count-answers.ts';
import { type Log, REDACTED } from './log.ts';
import { createRequestLog } from './request-log.ts';

export interface ObserversOptions {
  readonly config: Config;
  readonly http: HttpMetrics;
  readonly names: RequestNames;
  readonly log: Log;
}

/** Who is told of the answers of each listener: the metrics, and the request log as configured. */
export function createObservers({ config, http, names, log }: ObserversOptions): (listener: 'public' | 'admin') => Observe {
  const { level, leakSensitiveValues, redactionText = REDACTED } = config.log;
  const shared = {
    which: ['trace', 'debug', 'info'].includes(level) ? config.zelos.requestLog : 'none',
    tracing: level === 'trace',
    redaction: leakSensitiveValues ? NO_REDACTION : createRedaction(redactionText),
    trusted: createAddressSet(config.zelos.trustedProxies),
    names,
    log,
  } as const;
  return (listener) => {
    const logging = createRequestLog({ ...shared, listener, withoutHealth: config[listener].logsWithoutHealth });
    return (route) => {
      const [count, tell] = [countAnswers(http, route), logging(route)];
      if (!tell) return count;
      return (answer) => {
        count(answer);
        tell(answer);
      };
    };
  };
}
