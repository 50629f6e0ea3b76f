import type { Observed, Observer } from '../http/observed.ts';
import type { RequestNames } from '../http/request-id.ts';
import type { Route } from '../http/route.ts';
import type { AddressSet } from '../lib/address-set.ts';
import type { Redaction } from '../log/redact.ts';
import { clientInfoOf } from '../session/client-info.ts';
import type { Log } from './log.ts';

export interface RequestLogOptions {
  readonly listener: 'public' | 'admin';
  /** Which requests: all, those that failed on our side or took long, or none. */
  readonly which: 'all' | 'errors' | 'none';
  /** Whether lines of level trace are written, where requests go that are to be left out. */
  readonly tracing: boolean;
  /** Leaves out the requests by which others look whether the server is there. */
  readonly withoutHealth: boolean;
  readonly redaction: Redaction;
  readonly trusted: AddressSet;
  readonly names: RequestNames;
  readonly log: Log;
}

/** Slow enough to be worth a line by itself. */
const SLOW_SECONDS = 1;

const HEALTH = /\/(health\/(alive|ready)|metrics\/prometheus)$/;

/** Makes what writes one line for each answer; nothing for routes whose answers are not logged. */
export function createRequestLog(options: RequestLogOptions) {
  const { listener, which, tracing, withoutHealth, redaction, trusted, names, log } = options;
  const write = log.gathered ?? ((details, message) => log.info(details, message));

  function tell(answer: Observed): void {
    const { req, statusCode, seconds, bodyBytes } = answer;
    const { socket } = req;
    write(
      {
        listener,
        method: req.method,
        target: redaction.target(req.url ?? ''),
        status: statusCode,
        took_ms: Math.round(seconds * 1e5) / 100,
        bytes: bodyBytes,
        ...names(req),
        client: clientInfoOf(req.headers, { address: socket.remoteAddress }, trusted).ip,
      },
      'request',
    );
  }

  return (route: Pick<Route, 'path'> | undefined): Observer | undefined => {
    if (which === 'none') return undefined;
    if (withoutHealth && !tracing && route && HEALTH.test(route.path)) return undefined;
    if (which === 'all') return tell;
    return (answer) => {
      if (answer.statusCode >= 500 || answer.seconds >= SLOW_SECONDS) tell(answer);
    };
  };
}
