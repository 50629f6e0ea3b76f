import type { HashPool } from '../hash/hash-pool.ts';
import type { ListenerLoad } from '../http/listener.ts';
import { createDistribution, distributionMetric, SECONDS } from '../metrics/distribution.ts';
import { createHttpMetrics, type HttpMetrics } from '../metrics/http-metrics.ts';
import { type Metric, singleMetric } from '../metrics/metric.ts';
import type { Settlement } from '../store/message-store.ts';
import type { StatementObserver } from '../store/sql/database.ts';
import type { Store } from '../store/store.ts';
import { createBacklog } from './backlog.ts';

/** What is measured of a server; its parts are asked when somebody asks. */
export interface ServerMetrics {
  readonly http: HttpMetrics;
  readonly observeStatement: StatementObserver;
  /** @param seconds of the work alone, without its waiting */
  readonly observeHash: (seconds: number) => void;
  readonly created: { identities: number; sessions: number };
  /** Attempts to deliver a message, by what the message is after them. */
  readonly attempts: Record<Settlement['outcome']['status'], number>;
  /** What there is to tell of a process that has a database and nothing else. */
  ofStore(store: Store): readonly Metric[];
  /** Everything, once the parts are there. */
  of(parts: MeasuredParts): readonly Metric[];
}

/** Where the numbers come from that are not counted but looked at. */
export interface MeasuredParts {
  readonly store: Store;
  readonly hashing: Pick<HashPool, 'load'>;
  readonly listeners: Readonly<Record<'public' | 'admin', { load(): ListenerLoad }>>;
  /** Whether a newer configuration than the one in use was refused. */
  readonly isRefusing: () => boolean;
}

const LOADS = [
  ['zelos_http_connections', 'gauge', 'Connections that are open.', 'connections'],
  ['zelos_http_requests_under_way', 'gauge', 'Requests that are worked on.', 'underWay'],
  ['zelos_http_request_body_bytes', 'gauge', 'Bytes of large bodies of requests that are worked on.', 'bodyBytes'],
  ['zelos_http_unread_bytes', 'gauge', 'Bytes of answers that clients have not read yet.', 'unreadBytes'],
  ['zelos_http_requests_refused_total', 'counter', 'Requests that were refused for load.', 'refused'],
] as const;

const listenerMetrics = (listeners: MeasuredParts['listeners']): Metric[] =>
  LOADS.map(([name, type, help, what]) => ({
    name,
    type,
    help,
    samples: () =>
      (['public', 'admin'] as const).map((listener) => ({ labels: { listener }, value: listeners[listener].load()[what] })),
  }));

/** Messages that wait, which nobody counts in memory. */
const backlogMetric = (store: Store['messages']): Metric => ({
  name: 'zelos_courier_messages_waiting',
  type: 'gauge',
  help: 'Messages that wait to be delivered or are being delivered, in the whole database; at most 15 seconds old.',
  aggregate: 'max',
  samples: createBacklog(() => store.countWaiting()),
});

/** The numbers of a server, from zero. @param version of this program */
export function createServerMetrics(version: string): ServerMetrics {
  const http = createHttpMetrics({ app: 'zelos', version, hash: '', buildTime: '' });
  const statements = { read: createDistribution(SECONDS), write: createDistribution(SECONDS) };
  const hashes = createDistribution(SECONDS);
  const created = { identities: 0, sessions: 0 };
  const attempts = { sent: 0, queued: 0, abandoned: 0 };
  const ofStore = (store: Store): Metric[] => [
    singleMetric('gauge', 'zelos_database_waiting', 'Statements and transactions that wait.', () => store.load().waiting),
    distributionMetric(
      'zelos_database_duration_seconds',
      'Time from a statement or transaction to its answer, its waiting included.',
      () => Object.entries(statements).map(([kind, distribution]) => [{ kind }, distribution] as const),
    ),
    backlogMetric(store.messages),
    {
      name: 'zelos_courier_attempts_total',
      type: 'counter',
      help: 'Attempts to deliver a message, by what the message is after them: sent, queued for another one, or abandoned.',
      samples: () => Object.entries(attempts).map(([outcome, value]) => ({ labels: { outcome }, value })),
    },
  ];
  return {
    http,
    ofStore,
    observeStatement: (kind, seconds) => statements[kind].observe(seconds),
    observeHash: (seconds) => hashes.observe(seconds),
    created,
    attempts,
    of: ({ store, hashing, listeners, isRefusing }) => [
      ...http.metrics,
      ...listenerMetrics(listeners),
      singleMetric('gauge', 'zelos_hashing_running', 'Password hashes that are computed now.', () => hashing.load().running),
      singleMetric('gauge', 'zelos_hashing_waiting', 'Password hashes that wait for their turn.', () => hashing.load().waiting),
      distributionMetric('zelos_hashing_duration_seconds', 'Time that a password hash took, without its waiting.', () => [
        [{}, hashes],
      ]),
      singleMetric('counter', 'zelos_identities_created_total', 'Identities that were created.', () => created.identities),
      singleMetric('counter', 'zelos_sessions_created_total', 'Sessions that were created.', () => created.sessions),
      ...ofStore(store),
      {
        name: 'zelos_configuration_refused',
        type: 'gauge',
        help: '1 while a newer configuration than the one in use has been refused.',
        aggregate: 'max',
        samples: () => [{ labels: {}, value: isRefusing() ? 1 : 0 }],
      },
    ],
  };
}
