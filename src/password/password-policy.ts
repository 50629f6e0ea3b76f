import { ApiError } from '../error/api-error.ts';
import type { Breaches } from './breaches.ts';
import type { PolicyViolation } from './policy-violation.ts';
import { RangeUnreadable } from './range-answer.ts';
import { RangeUnavailable } from './range-client.ts';
import { resembles } from './similarity.ts';

/** What a password must be like. */
export interface PasswordPolicySettings {
  /** Bytes of the shortest password. */
  readonly minLength: number;
  /** Bytes of the longest password that can be hashed; any length when undefined. */
  readonly maxLength: number | undefined;
  /** Refuses passwords that resemble the identifier. */
  readonly similarityCheck: boolean;
  /** How often a password may occur in leaks. */
  readonly maxBreaches: number;
  /** Takes a password when nobody can tell whether it is known from leaks. */
  readonly ignoreNetworkErrors: boolean;
}

export interface PasswordPolicyOptions {
  readonly settings: PasswordPolicySettings;
  /** What is known from leaks; nobody is asked when undefined. */
  readonly breaches: Breaches | undefined;
}

/** Judges new passwords. */
export interface PasswordPolicy {
  /**
   * What the password breaks first (contract 1.5): its length; then for each identifier its likeness, and after the first of them
   * its leaks; last of all the length that can be hashed.
   * @throws ApiError `breaches_unavailable`
   */
  check(password: string, identifiers: readonly string[]): Promise<PolicyViolation | undefined>;
}

/** Makes the policy that the configuration asks for. */
export function createPasswordPolicy({ settings, breaches }: PasswordPolicyOptions): PasswordPolicy {
  const { minLength, maxLength, similarityCheck, maxBreaches, ignoreNetworkErrors } = settings;

  async function knownBreaches(password: string): Promise<number> {
    if (!breaches) return 0;
    try {
      return await breaches.count(password);
    } catch (cause) {
      const isOutage = cause instanceof RangeUnavailable;
      if (isOutage && ignoreNetworkErrors) return 0;
      throw isOutage || cause instanceof RangeUnreadable ? new ApiError('breaches_unavailable', { cause }) : cause;
    }
  }

  return {
    async check(password, identifiers) {
      const actual = Buffer.byteLength(password);
      if (actual < minLength) return { kind: 'too_short', min: minLength, actual };

      const tooSimilar = (identifier: string) => similarityCheck && resembles(password, identifier);
      const [first = '', ...others] = identifiers;
      if (tooSimilar(first)) return { kind: 'too_similar' };
      const count = await knownBreaches(password);
      if (count > maxBreaches) return { kind: 'breached', breaches: count };
      if (others.some(tooSimilar)) return { kind: 'too_similar' };

      if (maxLength !== undefined && actual > maxLength) return { kind: 'too_long', max: maxLength, actual };
      return undefined;
    },
  };
}
