import type { Metric, Sample } from './metric.ts';

/** The numbers of a process in a form that can be sent to another one. */
export type Snapshot = readonly {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly aggregator: string;
  readonly values: readonly { readonly labels: Sample['labels']; readonly value: number; readonly metricName?: string }[];
}[];

/** How metrics are told to whoever asks. */
export interface Exposition {
  readonly contentType: string;
  /** The text that Prometheus reads. @param others numbers of further processes, which are added up with those of this one */
  text(others?: readonly Snapshot[]): Promise<string>;
  snapshot(): Promise<Snapshot>;
}

/** A metric as the library wants to be asked for it. */
function asked({ name, help, type, aggregate = 'sum', samples }: Metric) {
  return {
    name,
    help,
    type,
    aggregator: aggregate,
    reset() {},
    async get() {
      const values = (await samples()).map((sample) => ({
        labels: sample.labels,
        value: sample.value,
        ...(sample.name !== undefined && { metricName: sample.name }),
      }));
      return { name, help, type, aggregator: aggregate, values };
    },
  };
}

/**
 * Tells the metrics, and those of the process itself (memory, processor, event loop). The library that does it is loaded by whoever asks
 * first: a server that nobody looks at has neither the code nor the timers.
 */
export function createExposition(metrics: () => readonly Metric[]): Exposition {
  async function load() {
    const { default: client } = await import('prom-client');
    const registry = new client.Registry();
    client.collectDefaultMetrics({ register: registry });
    for (const metric of metrics())
      registry.registerMetric(asked(metric) as unknown as Parameters<typeof registry.registerMetric>[0]);
    return { registry, client };
  }
  let loading: ReturnType<typeof load> | undefined;
  const loaded = () => {
    loading ??= load();
    return loading;
  };

  async function snapshot(): Promise<Snapshot> {
    const { registry } = await loaded();
    return (await registry.getMetricsAsJSON()) as unknown as Snapshot;
  }

  return {
    contentType: 'text/plain; version=0.0.4; charset=utf-8',
    snapshot,
    async text(others = []) {
      const { registry, client } = await loaded();
      if (others.length === 0) return registry.metrics();
      return client.AggregatorRegistry.aggregate([await snapshot(), ...others] as unknown as object[]).metrics();
    },
  };
}
