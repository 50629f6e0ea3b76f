import { ApiError } from '../../../error/api-error.ts';
import type { IdentityWrite } from '../../identity-store.ts';
import type { Database } from '../database.ts';
import type { Created, IdentityWriter } from '../identity-writer.ts';
import { type Replacement, replaceIdentity, replacementOf } from '../replace-identity.ts';
import { createTogether } from './create-together.ts';
import { deleteIdentities } from './delete-identities.ts';
import { createGather } from './gather.ts';
import { insertIdentities } from './insert-identities.ts';
import { type Change, replaceIdentities } from './replace-identities.ts';

/** One statement takes at most so many single writes. */
const MOST = 100;
/** How often a delete looks again because the identity was changed in between. */
const TRIES = 20;

/** Whether a statement that failed may have been carried out: its parts must not be tried again then. */
const isInDoubt = (error: unknown) => error instanceof ApiError && error.code === 'unavailable';

/**
 * For a database at the other end of a connection. Single writes of one turn of the event loop travel together, as one
 * statement; when it fails because of one of them, each goes on its own.
 */
export function createTogetherWriter(database: Database, nid: number): IdentityWriter {
  const createMany = createTogether(database, nid);

  async function createOne(write: IdentityWrite): Promise<Created> {
    const [outcome = 'conflict'] = await createMany([write]);
    return outcome;
  }

  const create = createGather<IdentityWrite, Created>({
    most: MOST,
    alone: createOne,
    async together(writes) {
      const { text, params } = insertIdentities(nid, writes);
      try {
        await database.write(text, params);
        return writes.map(() => 'created');
      } catch (error) {
        if (isInDoubt(error)) throw error;
        return writes.map(createOne);
      }
    },
  });

  const replaceOne = ({ replacement }: Change & { readonly replacement: Replacement }) => replaceIdentity(database, replacement);

  const replaceRow = createGather<Parameters<typeof replaceOne>[0], boolean>({
    most: MOST,
    alone: replaceOne,
    async together(changes) {
      // Of two changes of one row a statement makes either.
      if (new Set(changes.map(({ next }) => next.row.id)).size < changes.length) return changes.map(replaceOne);
      const { text, params } = replaceIdentities(nid, changes);
      try {
        const replaced = new Set((await database.write(text, params)).rows.map(([id]) => id));
        return changes.map(({ next }) => replaced.has(next.row.id));
      } catch (error) {
        if (isInDoubt(error)) throw error;
        return changes.map(replaceOne);
      }
    },
  });

  async function deleteOne(id: string): Promise<boolean> {
    for (let tries = 0; tries < TRIES; tries++) {
      const { gone, changed } = await deleteIdentities(database, nid, [id]);
      if (!changed.has(id)) return gone.has(id);
    }
    throw new ApiError('identity_busy');
  }

  return {
    create: async (writes) => {
      const [only] = writes;
      return only && writes.length === 1 ? [await create(only)] : createMany(writes);
    },
    replace(next, previous) {
      const change = { next, previous, replacement: replacementOf(nid, next, previous) };
      return change.replacement.keys.length > 0 ? replaceOne(change) : replaceRow(change);
    },
    delete: createGather<string, boolean>({
      most: MOST,
      alone: deleteOne,
      async together(ids) {
        const { gone, changed } = await deleteIdentities(database, nid, [...new Set(ids)]);
        // Who asks for the same one in the same turn comes second.
        return ids.map((id, index) => (changed.has(id) ? deleteOne(id) : gone.has(id) && ids.indexOf(id) === index));
      },
    }),
  };
}
