/** What an import makes of a hash: taken, or refused because its cost is too high (or zero), or because it cannot be read. */
export type HashVerdict = 'accept' | 'out_of_bounds' | 'unparseable';

/** Why a hash cannot be computed. */
export type HashRefusal = Exclude<HashVerdict, 'accept'>;

/** A hash that has been read and can be computed. */
export interface Comparison {
  /** Whether it is so short that it needs no slot of the pool. */
  readonly cheap: boolean;
  /** Bytes of memory that it fills, as far as they are worth counting. */
  readonly memoryBytes: number;
  /** Whether the password belongs to the hash. */
  matches(password: string): Promise<boolean>;
}

/** One way in which a password hash is written down (contract 8.1 and 8.2). */
export interface HashFormat {
  /** Name for logs and error details. */
  readonly name: string;
  /** Whether the prefix is the one of this format; says nothing about the rest. */
  recognises(hash: string): boolean;
  /** The verdict of an import (contract 8.3 and 8.4). Costs next to nothing. */
  check(hash: string): HashVerdict;
  /** The comparison with a hash, not yet begun; undefined for a hash that is malformed or beyond the bounds. */
  prepare(hash: string): Comparison | undefined;
  /** Whether the password belongs to the hash. A malformed hash, or one beyond the bounds, belongs to none and costs nothing. */
  verify(hash: string, password: string): Promise<boolean>;
}

/** What differs from format to format; `P` is what is read from the text of a hash. */
export interface FormatRules<P extends object> {
  readonly name: string;
  readonly cheap: boolean;
  readonly prefix: RegExp;
  /**
   * What an import looks at: `everything`, or only the `cost`: a hash that cannot be read is then taken, though it will never match
   * (contract 8.3).
   */
  readonly importChecks: 'everything' | 'cost';
  /** Reads a hash whose prefix is known; the cost before the byte values, since contract 8.4 ranks the refusals so. */
  parse(hash: string): P | HashRefusal;
  memoryBytes?(parsed: P): number;
  matches(parsed: P, password: Buffer): boolean | Promise<boolean>;
}

/** Makes a format of its rules. */
export function createHashFormat<P extends object>(rules: FormatRules<P>): HashFormat {
  const { name, cheap, prefix, importChecks, parse, memoryBytes, matches } = rules;

  function prepare(hash: string): Comparison | undefined {
    const parsed = parse(hash);
    if (typeof parsed === 'string') return undefined;
    return {
      cheap,
      memoryBytes: memoryBytes?.(parsed) ?? 0,
      matches: async (password) => matches(parsed, Buffer.from(password, 'utf8')),
    };
  }

  return {
    name,
    recognises: (hash) => prefix.test(hash),

    check(hash) {
      const parsed = parse(hash);
      if (typeof parsed !== 'string') return 'accept';
      return parsed === 'unparseable' && importChecks === 'cost' ? 'accept' : parsed;
    },

    prepare,
    verify: async (hash, password) => (await prepare(hash)?.matches(password)) ?? false,
  };
}
