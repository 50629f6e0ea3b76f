import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../src/store/sql/open-database.ts';
import { email } from '../http/people.ts';
import { type ServerUnderTest, startOnSqlite } from '../http/server-under-test.ts';
import { clock, random } from '../storage/databases.ts';
import { faultsOfIdentities } from './whole-identities.ts';

let server: ServerUnderTest;
beforeEach(async () => {
  server = await startOnSqlite({ log: { level: 'fatal' } });
  await server.create({ traits: { email: email() }, external_id: 'ext' });
  await server.create({ schema_id: 'phone', traits: { phone: '+4917667111638' } });
});
afterEach(() => server.stop());

const examine = () => faultsOfIdentities(server.admin.url, server.dsn);

test('what a server wrote is whole', async () => {
  expect(await examine()).toEqual({ count: 2, faults: [] });
});

test.each([
  ["DELETE FROM identity_identifiers WHERE type = 'password'", /identifiers differ/],
  ["UPDATE identity_identifiers SET identifier = 'x' WHERE type = 'webauthn'", /identifiers differ/],
  ["DELETE FROM identity_addresses WHERE kind = 'recovery'", /addresses differ/],
  ["UPDATE identities SET traits = '{}'", /cannot be updated any more/],
  ["UPDATE identities SET schema_id = 'gone'", /cannot be read/],
])('%s is noticed', async (statement, fault) => {
  const database = openDatabase(server.dsn, { clock, random });
  await database.write(statement, []);
  await database.close();
  expect((await examine()).faults.join('\n')).toMatch(fault);
});
