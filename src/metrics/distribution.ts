import type { Metric, Sample } from './metric.ts';

/** Seconds: from what memory answers to what clients give up on. */
export const SECONDS: readonly number[] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** How values are distributed over ranges; taking one costs a few comparisons and no memory. */
export interface Distribution {
  /** @param value of the unit of the bounds; what is no number counts as 0 */
  observe(value: number): void;
  /** As samples of the metric `name`, each with these labels. */
  samples(name: string, labels: Sample['labels']): Sample[];
}

/** @param bounds upper ends of the ranges, ascending */
export function createDistribution(bounds: readonly number[]): Distribution {
  const counts = new Float64Array(bounds.length + 1);
  let sum = 0;
  return {
    observe(value) {
      const known = value > 0 ? value : 0;
      let place = 0;
      while (place < bounds.length && known > (bounds[place] as number)) place++;
      counts[place] = (counts[place] as number) + 1;
      sum += known;
    },

    samples(name, labels) {
      let total = 0;
      const buckets = [...bounds, '+Inf'].map((le, place) => {
        total += counts[place] as number;
        return { name: `${name}_bucket`, labels: { ...labels, le }, value: total };
      });
      return [...buckets, { name: `${name}_sum`, labels, value: sum }, { name: `${name}_count`, labels, value: total }];
    },
  };
}

/** A metric of several distributions under one name. */
export function distributionMetric(
  name: string,
  help: string,
  parts: () => Iterable<readonly [labels: Sample['labels'], distribution: Distribution]>,
): Metric {
  return {
    name,
    help,
    type: 'histogram',
    samples: () => [...parts()].flatMap(([labels, distribution]) => distribution.samples(name, labels)),
  };
}
