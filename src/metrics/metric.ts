/** One number of a metric, with the labels that tell it from the others. */
export interface Sample {
  /** Where it is not that of the metric: `…_bucket`, `…_sum`, `…_count`. */
  readonly name?: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

/** What is counted or measured, under one name. Numbers are plain where they come from; only whoever asks for them pays for their form. */
export interface Metric {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** What is made of the numbers of several processes; their sum unless given. */
  readonly aggregate?: 'sum' | 'first' | 'max';
  /** The numbers as they are now. */
  samples(): readonly Sample[] | Promise<readonly Sample[]>;
}

/** A metric with a single number. */
export function singleMetric(type: 'counter' | 'gauge', name: string, help: string, value: () => number): Metric {
  return { name, help, type, samples: () => [{ labels: {}, value: value() }] };
}
