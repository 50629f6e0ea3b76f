import type { IdentityWrite } from '../identity-store.ts';

export type Created = 'created' | 'conflict';

/** How identities are written, which differs where a statement is a call of a function and where it is a journey. */
export interface IdentityWriter {
  /** Stores new identities: one result for each, in their order; earlier ones win. */
  create(writes: readonly IdentityWrite[]): Promise<readonly Created[]>;
  /**
   * Stores a new state of an identity.
   * @returns whether it was still at the revision that the new state was made from
   * @throws SqlFault `unique` when a value is taken
   */
  replace(next: IdentityWrite, previous: IdentityWrite): Promise<boolean>;
  /** Deletes an identity with its unique values. @returns whether there was one */
  delete(id: string): Promise<boolean>;
}
