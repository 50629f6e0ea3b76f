import { createDistribution, type Distribution, distributionMetric, SECONDS } from './distribution.ts';
import type { Metric, Sample } from './metric.ts';

/**
 * Takes what was answered by one route to one method.
 * @param seconds since the headers of the request were read
 * @param requestBytes as far as the headers tell them
 * @param responseBytes of the body
 */
export type Recorder = (status: number, seconds: number, requestBytes: number, responseBytes: number) => void;

/** The numbers of HTTP, of all listeners of a process together. */
export interface HttpMetrics {
  /** @param endpoint the path of the route, with names in place of what varies; undefined where there is no route */
  recorder(method: string, endpoint: string | undefined): Recorder;
  readonly metrics: readonly Metric[];
}

const BYTES = [100, 1_000, 10_000, 100_000, 1_000_000, 5_000_000];

/** The answers of one status to one method. */
interface Cell {
  readonly labels: { readonly code: string; readonly method: string };
  count: number;
  readonly seconds: Distribution;
  readonly requestBytes: Distribution;
  readonly responseBytes: Distribution;
}

/** What is not among these is counted as one, as clients make up methods. */
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']);

const newCell = (code: string, method: string): Cell => ({
  labels: { code, method: method.toLowerCase() },
  count: 0,
  seconds: createDistribution(SECONDS),
  requestBytes: createDistribution(BYTES),
  responseBytes: createDistribution(BYTES),
});

/** As the reference server names them: every value in the path is `{param}`. */
const endpointLabel = (path: string | undefined) => (path === undefined ? '{unmatched}' : path.replace(/\{\w+\}/g, '{param}'));

/** A value that is made the first time. */
function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/**
 * Counts requests under the names of the reference server.
 * @param build labels of every metric
 */
export function createHttpMetrics(build: Readonly<Record<string, string>>): HttpMetrics {
  const endpoints = new Map<string, Distribution>();
  /** Of each method, by status. */
  const methods = new Map<string, Cell[]>();

  const cells = () => [...methods.values()].flatMap((byStatus) => byStatus.filter((cell) => cell !== undefined));
  const ofCells = (pick: (cell: Cell) => Distribution) => () =>
    cells().map((cell) => [{ ...cell.labels, ...build }, pick(cell)] as const);

  /** Statuses without their last two digits. */
  function buckets(): Sample[] {
    const counts = new Map<string, Sample>();
    for (const { labels, count } of cells()) {
      const bucket = `${labels.code[0]}xx`;
      const method = labels.method.toUpperCase();
      const key = `${method} ${bucket}`;
      const value = (counts.get(key)?.value ?? 0) + count;
      counts.set(key, { labels: { method, status_bucket: bucket, ...build }, value });
    }
    return [...counts.values()];
  }

  return {
    recorder(method, endpoint) {
      const name = METHODS.has(method) ? method : 'other';
      const byStatus = entry(methods, name, () => []);
      const took = entry(endpoints, endpointLabel(endpoint), () => createDistribution(SECONDS));
      return (status, seconds, requestBytes, responseBytes) => {
        const cell = byStatus[status] ?? newCell(String(status), name);
        byStatus[status] = cell;
        cell.count++;
        cell.seconds.observe(seconds);
        cell.requestBytes.observe(requestBytes);
        cell.responseBytes.observe(responseBytes);
        took.observe(seconds);
      };
    },
    metrics: [
      {
        name: 'http_requests_total',
        help: 'Requests that were answered.',
        type: 'counter',
        samples: () => cells().map(({ labels, count }) => ({ labels: { ...labels, ...build }, value: count })),
      },
      {
        name: 'http_requests_statuses_total',
        help: 'Requests that were answered, by the first digit of the status.',
        type: 'counter',
        samples: buckets,
      },
      distributionMetric(
        'http_requests_duration_seconds',
        'Time from the headers of a request to its answer, by status and method.',
        ofCells(({ seconds }) => seconds),
      ),
      distributionMetric('http_response_time_seconds', 'Time from the headers of a request to its answer, by endpoint.', () =>
        [...endpoints].map(([endpoint, distribution]) => [{ endpoint, ...build }, distribution] as const),
      ),
      distributionMetric(
        'http_requests_size_bytes',
        'Size of requests: target and body.',
        ofCells(({ requestBytes }) => requestBytes),
      ),
      distributionMetric(
        'http_response_size_bytes',
        'Size of the bodies of answers.',
        ofCells(({ responseBytes }) => responseBytes),
      ),
    ],
  };
}
