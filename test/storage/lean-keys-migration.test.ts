import { expect, test } from 'vitest';
import type { IdentityWrite } from '../../src/store/identity-store.ts';
import type { Database } from '../../src/store/sql/database.ts';
import { identityValues, WRITTEN_COLUMNS } from '../../src/store/sql/identity-columns.ts';
import { migrate } from '../../src/store/sql/migrate.ts';
import { ALL_MIGRATIONS } from '../../src/store/sql/migrations/all-migrations.ts';
import type { SqlValue } from '../../src/store/sql/statement.ts';
import { clock, DIALECTS, random } from './databases.ts';
import { aFlow, anIdentity, aSecret, bareIdentity, EARLY } from './samples.ts';

const insert = (database: Database, table: string, columns: readonly string[], values: readonly SqlValue[]) =>
  database.write(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((_, index) => `$${index + 1}`).join(', ')})`,
    values,
  );

/** As the fifth version stored it. */
async function insertIdentity(database: Database, { row, identifiers, addresses }: IdentityWrite) {
  await insert(database, 'identities', ['nid', 'revision', ...WRITTEN_COLUMNS], [1, 1, ...identityValues(row)]);
  for (const { type, identifier } of identifiers) {
    const columns = ['nid', 'type', 'identifier', 'identity_id'];
    await insert(database, 'identity_identifiers', columns, [1, type, identifier, row.id]);
  }
  for (const { id, kind, via, value } of addresses) {
    const columns = ['nid', 'id', 'kind', 'via', 'value', 'identity_id'];
    await insert(database, 'identity_addresses', columns, [1, id, kind, via, value, row.id]);
  }
}

test.each(DIALECTS)('identities of the fifth version keep their unique values, and what refers to these: %s', async (_, make) => {
  const place = await make();
  const database = place.raw();
  await migrate(database, { clock, migrations: ALL_MIGRATIONS.slice(0, 5) });
  await insert(database, 'networks', ['nid', 'id', 'created_at'], [1, random.uuid(), EARLY]);
  const people = Array.from({ length: 20 }, () => anIdentity());
  for (const person of people) await insertIdentity(database, person);
  await database.close();

  const store = await place.open();
  const [ada, grace] = people as [IdentityWrite, IdentityWrite];
  for (const { row, identifiers, addresses } of people) {
    for (const { type, identifier } of identifiers) {
      expect(await store.identities.getByIdentifier(type, identifier)).toEqual(row);
      const another = bareIdentity({}, [{ type, identifier }]);
      expect(await store.identities.create([another])).toEqual(['conflict']);
    }
    for (const address of addresses) {
      const { id, kind, via, value } = address;
      expect(await store.identities.getByAddress(kind, via, value)).toMatchObject({ identity: { id: row.id }, addressId: id });
      const another = bareIdentity({}, [], [{ ...address, id: random.uuid() }]);
      expect(await store.identities.create([another])).toEqual(['conflict']);
      const sameId = bareIdentity({}, [], [{ ...address, value: random.uuid() }]);
      expect(await store.identities.create([sameId])).toEqual(['conflict']);
    }
  }
  const flow = aFlow();
  await store.flows.create(flow, aSecret(flow.id, { addressId: ada.addresses[0]?.id ?? null }));
  expect(await store.identities.delete(ada.row.id)).toBe(true);
  expect(await store.flows.secretsOf(flow.id)).toEqual([]);
  expect(await store.identities.create([ada])).toEqual(['created']);
  expect(await store.identities.getByIdentifier('password', grace.identifiers[0]?.identifier ?? '')).toEqual(grace.row);
  await store.close();
  await place.remove();
});
