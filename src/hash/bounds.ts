/** The smallest and the largest value of a cost parameter that is computed. */
export interface Bound {
  readonly minimum: number;
  readonly maximum: number;
}

/** Bounds of the cost parameters (contract 8.3): a hash from outside must not be able to occupy the machine. */
export const BOUNDS = {
  bcryptCost: { minimum: 4, maximum: 15 },
  /** KiB */
  argon2Memory: { minimum: 1, maximum: 1_048_576 },
  argon2Passes: { minimum: 1, maximum: 10 },
  argon2Lanes: { minimum: 1, maximum: 16 },
  pbkdf2Iterations: { minimum: 1, maximum: 10_000_000 },
  /** Iterations times output blocks: a long digest multiplies the work that the iterations promise. */
  pbkdf2Work: { minimum: 1, maximum: 40_000_000 },
  scryptN: { minimum: 1, maximum: 131_072 },
  scryptLogN: { minimum: 0, maximum: 17 },
  scryptBlock: { minimum: 1, maximum: 8 },
  scryptLanes: { minimum: 1, maximum: 10 },
  shaCryptRounds: { minimum: 1000, maximum: 10_000_000 },
} as const satisfies Record<string, Bound>;

/** Whether a value lies within the bound, ends included. */
export function within(value: number, { minimum, maximum }: Bound): boolean {
  return value >= minimum && value <= maximum;
}
