import type { MetadataApi } from '../api/metadata/routes.ts';
import { digestOf } from '../config/digest.ts';
import type { Courier } from '../courier/courier.ts';
import type { HashPool } from '../hash/hash-pool.ts';
import type { Clock } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import { createTokenizer } from '../session/tokenizer/create-tokenizer.ts';
import type { Store } from '../store/store.ts';
import type { Configured } from './configured.ts';
import { createHasher } from './create-hasher.ts';
import { createParts } from './create-parts.ts';
import type { Log } from './log.ts';
import type { ReadDocuments } from './read-documents.ts';
import type { Readiness } from './readiness.ts';
import { packageVersion } from './version.ts';

/** What stays when the configuration changes. */
export interface Lasting {
  readonly store: Store;
  /** The queue of all hashing. */
  readonly pool: HashPool;
  readonly readiness: Readiness;
  readonly metrics: MetadataApi['metrics'];
  /** What is in use at this moment. */
  readonly configured: () => Configured;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Builds the parts that follow from one configuration on top of what stays. */
export function createConfiguredParts(
  { loaded: { config, values } }: Configured,
  { reading, jsonnet, schemas }: ReadDocuments,
  { courier, store, pool, readiness, metrics, configured, clock, random, log }: Lasting & { readonly courier: Courier },
) {
  let hash: string | undefined;
  return createParts({
    config,
    store,
    schemas,
    hasher: createHasher(config.hashers, { pool, random }),
    courier,
    tokenizer: createTokenizer({
      ...reading,
      jsonnet,
      clock,
      random,
      templates: config.session.tokenizerTemplates,
      issuer: config.public.baseUrl,
    }),
    outgoing: reading,
    clock,
    random,
    metadata: {
      version: packageVersion(),
      faults: readiness.faults,
      metrics,
      configuration() {
        // Nobody who starts a server waits for it.
        hash ??= digestOf(values);
        const { loadedAt, refusal: error, restartRequired } = configured();
        return { revision: config.revision ?? null, hash, loadedAt, error, restartRequired };
      },
    },
    log,
  });
}
