/** Makes new hashes as the configuration says. */
export interface ConfiguredHasher {
  /** Bytes of memory that one hash fills, as far as they are worth counting. */
  readonly memoryBytes: number;
  /** Bytes of the longest password that can be hashed; any length when undefined. */
  readonly longestPassword: number | undefined;
  /** A hash of the configured kind and cost that nobody's password was made into: comparing with it is as much work as with a real one. */
  readonly decoy: string;
  /** @throws ApiError `password_too_long` */
  hash(password: string): Promise<string>;
  /** Whether a stored hash is of the kind that this makes, whatever its cost; others are replaced at the next login (contract 8.5). */
  understands(hash: string): boolean;
}
