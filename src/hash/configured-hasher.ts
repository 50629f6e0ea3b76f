/** Makes new hashes as the configuration says. */
export interface ConfiguredHasher {
  /** Bytes of memory that one hash fills, as far as they are worth counting. */
  readonly memoryBytes: number;
  /** @throws ApiError `password_too_long` */
  hash(password: string): Promise<string>;
  /** Whether a stored hash is of the kind that this makes, whatever its cost; others are replaced at the next login (contract 8.5). */
  understands(hash: string): boolean;
}
