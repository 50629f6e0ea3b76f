// What Zelos wants to reach, as ratios to the bare ceiling of the same run on two CPUs with 200,000 identities. The one
// place for it: tables.mjs marks what is met and what is missed.

/** One process on one CPU. `cpuPer1000`: CPU seconds of the server per 1,000 operations. Least ratios, most CPU. */
export const WORKLOAD_TARGETS = {
  'get-identity': { ratio: { sqlite: 0.35, postgres: 0.25 }, cpuPer1000: 0.06 },
  'whoami-token': { ratio: { sqlite: 0.32, postgres: 0.23 }, cpuPer1000: 0.07 },
  'whoami-cookie': { ratio: { sqlite: 0.28, postgres: 0.2 }, cpuPer1000: 0.07 },
  'list-first-page': { ratio: { sqlite: 0.25, postgres: 0.25 }, cpuPer1000: 1.2 },
  'list-deep-page': { ratio: { sqlite: 0.25, postgres: 0.25 }, cpuPer1000: 1.2 },
  'list-by-identifier': { ratio: { sqlite: 0.28, postgres: 0.2 }, cpuPer1000: 0.1 },
  'list-by-20-ids': { ratio: { sqlite: 0.28, postgres: 0.2 }, cpuPer1000: 0.2 },
  'create-plain': { ratio: { sqlite: 0.08, postgres: 0.08 }, cpuPer1000: 0.4 },
  'create-with-hash': { ratio: { sqlite: 0.08, postgres: 0.08 }, cpuPer1000: 0.4 },
  'put-identity': { ratio: { sqlite: 0.08, postgres: 0.08 }, cpuPer1000: 0.4 },
  'patch-trait': { ratio: { sqlite: 0.08, postgres: 0.08 }, cpuPer1000: 0.4 },
  'delete-identity': { ratio: { sqlite: 0.1, postgres: 0.1 }, cpuPer1000: 0.2 },
  'login-cost-4': { ratio: { sqlite: 0.05, postgres: 0.05 }, cpuPer1000: 2 },
  'login-cost-12': { ratio: { sqlite: 0.92, postgres: 0.92 } },
  registration: { ratio: { sqlite: 0.92, postgres: 0.92 } },
  'batch-200': { identitiesPerSecond: { sqlite: 6000, postgres: 8000 } },
};

/** Two processes on two CPUs, next to a bare server of two processes on the same. */
export const TWO_PROCESS_TARGETS = {
  'get-identity': { ratio: { sqlite: 0.55, postgres: 0.55 } },
  'whoami-token': { ratio: { sqlite: 0.5, postgres: 0.5 } },
};

/** Import in batches of 1,000, one after the other. */
export const IMPORT_TARGETS = { sqlite: 6000, postgres: 8000 };

/** CPU cost of a read at the largest size over that at the smallest, at most. */
export const GROWTH_TARGET = 1.3;

/** Until both listeners are ready, and MiB (pss) of a server that has nothing to do; at most. */
export const START_SECONDS_TARGET = 0.3;
export const REST_MEBIBYTES_TARGET = 120;
