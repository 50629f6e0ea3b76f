import { ApiError } from '../error/api-error.ts';
import type { IdentityStore } from '../store/identity-store.ts';
import { type DeriveDependencies, derive } from './derive.ts';
import type { Identity } from './identity.ts';
import { type ConvertDependencies, convert, type NewIdentity } from './new-identity.ts';
import { writeOf } from './stored-identity.ts';

export interface CreateDependencies extends DeriveDependencies, ConvertDependencies {
  readonly store: IdentityStore;
}

/**
 * Creates one identity.
 * @throws ApiError `identity_conflict` when a value is taken, and those of `convert` and `derive`
 */
export async function createIdentity(input: NewIdentity, dependencies: CreateDependencies): Promise<Identity> {
  const draft = await convert(input, dependencies);
  const identity = derive(draft, undefined, dependencies.importing.now, dependencies);
  const [outcome] = await dependencies.store.create([writeOf(identity)]);
  if (outcome !== 'created') throw new ApiError('identity_conflict');
  return identity;
}

/** What became of one identity of a batch. */
export type BatchOutcome = { readonly created: Identity } | { readonly failed: ApiError };

/** Tells which item of a batch an error is about. */
const placed = (error: unknown, index: number) =>
  error instanceof ApiError ? error.below(`/identities/${index}/create`) : error;

/** Inside a batch every fault of an item is the client's, also one that would be the server's on its own. */
function itemError(error: unknown): ApiError {
  if (error instanceof ApiError && error.status < 500) return error;
  if (error instanceof ApiError && error.reason !== undefined) {
    return new ApiError('batch_item_invalid', { params: { reason: error.reason }, cause: error });
  }
  throw error;
}

/**
 * Creates many identities; what fails, fails alone.
 * @returns for each, in order, the identity or why there is none (`identity_taken` when a value is taken; earlier ones win)
 * @throws ApiError of `convert`: then nothing was created
 */
export async function createIdentities(
  inputs: readonly NewIdentity[],
  dependencies: CreateDependencies,
): Promise<BatchOutcome[]> {
  // Hashing is queued all at once: the pool decides how many run together.
  const drafts = await Promise.all(
    inputs.map((input, index) => convert(input, dependencies).catch((error) => Promise.reject(placed(error, index)))),
  );
  const outcomes = drafts.map((draft): BatchOutcome => {
    try {
      return { created: derive(draft, undefined, dependencies.importing.now, dependencies) };
    } catch (error) {
      return { failed: itemError(error) };
    }
  });
  const valid = outcomes.flatMap((outcome, index) => ('created' in outcome ? [{ index, identity: outcome.created }] : []));
  const stored = await dependencies.store.create(valid.map(({ identity }) => writeOf(identity)));
  for (const [position, { index }] of valid.entries()) {
    if (stored[position] !== 'created') outcomes[index] = { failed: new ApiError('identity_taken') };
  }
  return outcomes;
}
