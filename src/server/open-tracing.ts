import type { TracingConfig } from '../config/config.ts';
import { seldom } from '../http/seldom.ts';
import type { StatementObserver } from '../store/sql/database.ts';
import type { Tracing, TracingOptions } from '../tracing/tracing.ts';
import type { ServerMetrics } from './create-metrics.ts';
import type { Log } from './log.ts';

const FAILURE_PAUSE_MS = 60_000;

/** Opens tracing where it is configured. Only then is its code loaded: it is half as large as the rest. */
export async function openTracing(
  config: TracingConfig | undefined,
  { version, fetch, log }: Pick<TracingOptions, 'version' | 'fetch'> & { readonly log: Log },
): Promise<Tracing | undefined> {
  if (!config) return undefined;
  const { createTracing } = await import('../tracing/create-tracing.ts');
  const onFailure = seldom(FAILURE_PAUSE_MS, (err: unknown) => log.warn({ err }, 'Spans cannot be sent to the collector.'));
  return createTracing({ ...config, version, fetch, onFailure });
}

/** Tells metrics and spans of statements. Writes to SQLite end for several requests at once, and belong to the span of none. */
export function observeStatements(
  { observeStatement }: ServerMetrics,
  tracing: Tracing | undefined,
  kind: 'sqlite' | 'postgres' | 'cockroach',
): StatementObserver {
  if (!tracing) return observeStatement;
  return (what, seconds) => {
    observeStatement(what, seconds);
    if (what === 'read' || kind !== 'sqlite') tracing.statement(what, seconds);
  };
}
