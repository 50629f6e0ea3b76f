import { ApiError } from '../error/api-error.ts';
import type { IdentityStore } from '../store/identity-store.ts';
import { type DeriveDependencies, derive } from './derive.ts';
import type { Identity } from './identity.ts';
import { type ConvertDependencies, convert, type NewIdentity } from './new-identity.ts';
import { writeOf } from './stored-identity.ts';

export interface CreateDependencies extends DeriveDependencies, ConvertDependencies {
  readonly store: IdentityStore;
}

/** An identity as it would be stored. @throws ApiError of `convert` and `derive` */
export async function draftIdentity(
  input: NewIdentity,
  dependencies: DeriveDependencies & ConvertDependencies,
): Promise<Identity> {
  const draft = await convert(input, dependencies);
  return derive(draft, undefined, dependencies.importing.now, dependencies);
}

/**
 * Creates one identity.
 * @throws ApiError `identity_conflict` when a value is taken, and those of `convert` and `derive`
 */
export async function createIdentity(input: NewIdentity, dependencies: CreateDependencies): Promise<Identity> {
  const identity = await draftIdentity(input, dependencies);
  const [outcome] = await dependencies.store.create([writeOf(identity)]);
  if (outcome !== 'created') throw new ApiError('identity_conflict');
  return identity;
}

/** What a batch asks for at one place; nothing, where it is empty there. */
export type BatchItem = NewIdentity | undefined;

/** What became of one identity of a batch. */
export type BatchOutcome = { readonly created: Identity } | { readonly failed: ApiError };

/** An error about one item of a batch, with the place of the item. */
export function inBatchItem(error: unknown, index: number): unknown {
  return error instanceof ApiError ? error.below(`/identities/${index}/create`) : error;
}

/** Inside a batch every fault of an item is the client's, also one that would be the server's on its own. */
function itemError(error: unknown): ApiError {
  if (error instanceof ApiError && error.status < 500) return error;
  if (error instanceof ApiError && error.reason !== undefined) {
    return new ApiError('batch_item_invalid', { params: { reason: error.reason }, cause: error });
  }
  throw error;
}

/** Converts all items; the first one in order that fails is the one that is told, however long its hash takes. */
async function convertAll(items: readonly BatchItem[], dependencies: ConvertDependencies): Promise<(Identity | undefined)[]> {
  // Hashing is queued all at once: the pool decides how many run together.
  const results = items.map(async (item) => item && convert(item, dependencies));
  for (const result of results) result.catch(() => {});
  const drafts: (Identity | undefined)[] = [];
  for (const [index, result] of results.entries()) {
    drafts.push(await result.catch((error) => Promise.reject(inBatchItem(error, index))));
  }
  return drafts;
}

function derived(draft: Identity, dependencies: CreateDependencies): BatchOutcome {
  try {
    return { created: derive(draft, undefined, dependencies.importing.now, dependencies) };
  } catch (error) {
    return { failed: itemError(error) };
  }
}

/**
 * Creates many identities; what fails, fails alone.
 * @returns for each item, in order, the identity or why there is none (`identity_taken` when a value is taken; earlier ones win)
 * @throws ApiError of `convert`: then nothing was created
 */
export async function createIdentities(
  items: readonly BatchItem[],
  dependencies: CreateDependencies,
): Promise<(BatchOutcome | undefined)[]> {
  const drafts = await convertAll(items, dependencies);
  const outcomes = drafts.map((draft) => draft && derived(draft, dependencies));
  const valid = outcomes.flatMap((outcome, index) =>
    outcome && 'created' in outcome ? [{ index, identity: outcome.created }] : [],
  );
  const stored = await dependencies.store.create(valid.map(({ identity }) => writeOf(identity)));
  for (const [position, { index }] of valid.entries()) {
    if (stored[position] !== 'created') outcomes[index] = { failed: new ApiError('identity_taken') };
  }
  return outcomes;
}
