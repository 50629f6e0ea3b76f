import type { IdentityFilter, IdentityPage, IdentityStore } from '../identity-store.ts';
import type { Database } from './database.ts';
import { IDENTITY_COLUMNS, identityOf, identityWithConfigsOf, listedIdentityOf } from './identity-columns.ts';
import { filterValues, type IdentityQueries, identityQueries } from './identity-queries.ts';
import type { IdentityWriter } from './identity-writer.ts';
import { isFault } from './sql-fault.ts';
import { assertStorable, assertStorableIdentity } from './storable-text.ts';

/** The identities of one network. */
export function createSqlIdentityStore(database: Database, nid: number, writer: IdentityWriter): IdentityStore {
  const { dialect } = database;
  const plain = identityQueries(dialect, false);
  const withConfigs = identityQueries(dialect, true);

  async function rowsOf(queries: IdentityQueries, filter: IdentityFilter, { after = '', limit, offset = 0 }: IdentityPage) {
    if (filter.by === 'identifier' || filter.by === 'prefix') assertStorable(filter.normalised, filter.verbatim);
    return database.read(queries.list[filter.by], [nid, after, limit, offset, ...filterValues(filter, dialect)]);
  }

  return {
    async get(id) {
      const [row] = await database.read(plain.get, [nid, id]);
      return row && identityOf(row);
    },
    async getWithConfigs(id) {
      const [row] = await database.read(withConfigs.get, [nid, id]);
      return row && identityWithConfigsOf(row);
    },
    async getByExternalId(externalId) {
      assertStorable(externalId);
      const [row] = await database.read(withConfigs.getByExternalId, [nid, externalId]);
      return row && identityWithConfigsOf(row);
    },
    async getByAddress(kind, via, value) {
      if (via.includes('\0') || value.includes('\0')) return undefined;
      const [row] = await database.read(plain.getByAddress, [nid, kind, via, value]);
      return row && { identity: identityOf(row), addressId: row[IDENTITY_COLUMNS.length] as string };
    },
    async getByIdentifier(type, identifier) {
      if (identifier.includes('\0')) return undefined;
      const [row] = await database.read(withConfigs.getByIdentifier, [nid, type, identifier]);
      return row && identityWithConfigsOf(row);
    },
    list: async (filter, page) => (await rowsOf(plain, filter, page)).map(listedIdentityOf),
    listWithConfigs: async (filter, page) => (await rowsOf(withConfigs, filter, page)).map(identityWithConfigsOf),
    async count() {
      const [row] = await database.read(plain.count, [nid]);
      return Number(row?.[0] ?? 0);
    },
    async create(writes) {
      for (const write of writes) assertStorableIdentity(write);
      return writer.create(writes);
    },
    async replace(next, previous) {
      assertStorableIdentity(next);
      try {
        return (await writer.replace(next, previous)) ? 'replaced' : 'stale';
      } catch (error) {
        if (isFault(error, 'unique')) return 'conflict';
        throw error;
      }
    },
    delete: (id) => writer.delete(id),
  };
}
