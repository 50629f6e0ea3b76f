import type { Observed, Observer } from '../http/observed.ts';
import type { Route } from '../http/route.ts';
import type { HttpMetrics, Recorder } from '../metrics/http-metrics.ts';

const requestBytes = ({ req }: Observed) => (req.url?.length ?? 0) + (Number(req.headers['content-length']) || 0);

/** Counts the answers of a route, and those to requests that there is no route for. */
export function countAnswers({ recorder }: HttpMetrics, route: Pick<Route, 'method' | 'path'> | undefined): Observer {
  const recorders = new Map<string, Recorder>();
  /** A route for GET takes HEAD, too. */
  function recorderFor(method: string): Recorder {
    const known = recorders.get(method);
    if (known) return known;
    const made = recorder(method, route?.path);
    // Clients make up methods; without bound they would fill the map.
    if (recorders.size < 16) recorders.set(method, made);
    return made;
  }
  return (answer) =>
    recorderFor(answer.req.method ?? '')(answer.statusCode, answer.seconds, requestBytes(answer), answer.bodyBytes);
}
