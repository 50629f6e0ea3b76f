import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Zelos } from '../../src/index.ts';
import { openStore } from '../../src/store/sql/open-store.ts';
import { startZelos } from '../server/start-zelos.ts';
import { createDatabase, type TestDatabase } from '../storage/create-database.ts';
import { clock, random } from '../storage/databases.ts';
import { dsnOf, withParameters } from '../storage/dsn-of.ts';
import { bareIdentity } from '../storage/samples.ts';

let primary: TestDatabase;
let replica: TestDatabase;
let zelos: Zelos;
/** An identity that only the one or only the other of the two databases has. */
const ids = { primary: '', replica: '' };

/** Puts an identity into a database. @returns its id */
async function fill({ url }: TestDatabase, network: string): Promise<string> {
  const store = await openStore({ dsn: dsnOf(url, { max_conns: '2' }), autoMigrate: true, network, clock, random });
  const write = bareIdentity({ schemaId: 'person' });
  await store.identities.create([write]);
  await store.close();
  return write.row.id;
}

beforeAll(async () => {
  const network = random.uuid();
  [primary, replica] = await Promise.all([createDatabase(), createDatabase()]);
  ids.primary = await fill(primary, network);
  ids.replica = await fill(replica, network);
  zelos = await startZelos({
    dsn: withParameters(primary.url, { max_conns: '4' }),
    values: { zelos: { replicas: [withParameters(replica.url, { max_conns: '2' })] } },
  });
});
afterAll(async () => {
  await zelos.close();
  await Promise.all([primary, replica].map((database) => database.drop()));
});

async function list(query: string) {
  const reply = await fetch(`${zelos.adminUrl}/admin/identities${query}`);
  const body = (await reply.json()) as { id: string }[];
  return { status: reply.status, ids: body.map(({ id }) => id), total: reply.headers.get('x-total-count') };
}

test.each([
  '?consistency=eventual',
  '?consistency=eventual&consistency=strong',
  '?page_size=10&consistency=eventual',
  '?page=0&consistency=eventual',
  '?consistency=eventual&include_credential=password',
])('%s is answered by the replica', async (query) => {
  expect(await list(query)).toMatchObject({ status: 200, ids: [ids.replica] });
});

test.each([
  '',
  '?consistency=',
  '?consistency=strong',
  '?consistency=EVENTUAL',
  '?consistency=whatever',
  '?consistency=strong&consistency=eventual',
  '?page=0',
])('%s is answered by the primary', async (query) => {
  expect(await list(query)).toMatchObject({ status: 200, ids: [ids.primary] });
});

test('a single identity always comes from the primary', async () => {
  const get = (id: string) => fetch(`${zelos.adminUrl}/admin/identities/${id}?consistency=eventual`);
  expect((await get(ids.primary)).status).toBe(200);
  expect((await get(ids.replica)).status).toBe(404);
});

test('what ids and pages ask for is looked up in the replica, too', async () => {
  expect((await list(`?consistency=eventual&ids=${ids.replica}`)).ids).toEqual([ids.replica]);
  expect((await list(`?consistency=eventual&ids=${ids.primary}`)).ids).toEqual([]);
  expect((await list(`?consistency=eventual&page_token=${ids.replica}`)).ids).toEqual([]);
  expect((await list('?consistency=eventual&page=0')).total).toBe('1');
});
