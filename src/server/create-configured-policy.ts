import type { PasswordPolicyConfig } from '../config/config.ts';
import type { PasswordHashing } from '../hash/password-hashing.ts';
import type { Clock } from '../lib/clock.ts';
import { createOutgoingGet, type OutgoingGetOptions } from '../outgoing/outgoing-get.ts';
import { type Breaches, createBreaches } from '../password/breaches.ts';
import { createPasswordPolicy, type PasswordPolicy } from '../password/password-policy.ts';
import { createRangeClient } from '../password/range-client.ts';
import { reportOutages } from '../password/report-outages.ts';
import type { Log } from './log.ts';

export interface PasswordPolicyParts {
  readonly hasher: Pick<PasswordHashing, 'longestPassword'>;
  /** Outgoing HTTP, and what it may reach. */
  readonly outgoing: OutgoingGetOptions;
  readonly clock: Clock;
  readonly log: Log;
}

/** The judge of new passwords as configured. */
export function createConfiguredPolicy(config: PasswordPolicyConfig, parts: PasswordPolicyParts): PasswordPolicy {
  return createPasswordPolicy({
    settings: { ...config, maxLength: parts.hasher.longestPassword },
    breaches: config.rangeServer === undefined ? undefined : createLookup(config, config.rangeServer, parts),
  });
}

function createLookup(
  { ignoreNetworkErrors }: PasswordPolicyConfig,
  server: string,
  { outgoing, clock, log }: PasswordPolicyParts,
): Breaches {
  const get = createOutgoingGet(outgoing);
  const readRange = reportOutages({
    readRange: createRangeClient({ server: new URL(server), get }),
    ignoreNetworkErrors,
    log,
  });
  return createBreaches({ readRange, clock });
}
