import { expect, test } from 'vitest';
import type { RecoveryFlow } from '../../src/form/flow.ts';
import { createFlowBook } from '../../src/form/flow-book.ts';
import { createFlowSecrets } from '../../src/method/flow-secrets.ts';
import { secretHmac } from '../../src/recovery/secret-hmac.ts';
import type { Database } from '../../src/store/sql/database.ts';
import { migrate } from '../../src/store/sql/migrate.ts';
import { firstTables } from '../../src/store/sql/migrations/0001-first-tables.ts';
import type { SqlValue } from '../../src/store/sql/statement.ts';
import { clock, DIALECTS, random } from './databases.ts';
import { anAddress, EARLY, hex, LATE, MIDDLE } from './samples.ts';

const KEY = 'a secret that made codes before';
const FOREVER = '2999-01-01T00:00:00.000000Z';

const insert = (database: Database, table: string, row: Readonly<Record<string, SqlValue>>) =>
  database.write(
    `INSERT INTO ${table} (${Object.keys(row).join(', ')})
      VALUES (${Object.keys(row).map((_, index) => `$${index + 1}`)})`,
    Object.values(row),
  );

/** What the first version had of one person: two recovery flows, with a code and a token of theirs. */
async function fill(database: Database) {
  const nid = 1;
  const identityId = random.uuid();
  const address = anAddress('recovery', 'ada@example.org');
  await insert(database, 'networks', { nid, id: random.uuid(), created_at: EARLY });
  await insert(database, 'identities', {
    ...{ nid, id: identityId, schema_id: 'default', state: 'active', traits: '{}', credentials: '{}', configs: '{}' },
    ...{ verifiable_addresses: '[]', recovery_addresses: '[]', created_at: EARLY, updated_at: EARLY, revision: 1 },
  });
  const { id: addressId, kind, via, value } = address;
  await insert(database, 'identity_addresses', { nid, id: addressId, kind, via, value, identity_id: identityId });

  const times = { issued_at: MIDDLE, expires_at: FOREVER };
  const flow = (changes: Readonly<Record<string, SqlValue>>) => ({
    ...{ nid, state: 'sent_email', ui: '{"action":"http://a","method":"POST","nodes":[]}', csrf_token: 'token' },
    ...{ internal_context: '{}', created_at: EARLY, updated_at: LATE, ...times, ...changes },
  });
  const [codeFlow, tokenFlow] = [random.uuid(), random.uuid()];
  await insert(
    database,
    'recovery_flows',
    flow({
      ...{ id: codeFlow, type: 'browser', active: 'code', request_url: 'http://a/code', skip_csrf_check: 1 },
      ...{ recovered_identity_id: identityId, submit_count: 2 },
    }),
  );
  await insert(
    database,
    'recovery_flows',
    flow({
      ...{ id: tokenFlow, type: 'api', active: null, request_url: 'http://a/link', skip_csrf_check: 0 },
      ...{ recovered_identity_id: null, submit_count: 0 },
    }),
  );
  const ofPerson = { nid, identity_id: identityId, ...times };
  const [codeId, usedId, tokenId] = [random.uuid(), random.uuid(), random.uuid()];
  const code = { ...ofPerson, flow_id: codeFlow, hmac: secretHmac('702931', KEY) };
  await insert(database, 'recovery_codes', { ...code, id: codeId, kind: 'admin', address_id: null, used_at: null });
  const used = { ...ofPerson, flow_id: tokenFlow, hmac: hex(), issued_at: EARLY };
  await insert(database, 'recovery_codes', { ...used, id: usedId, kind: 'self_service', address_id: null, used_at: LATE });
  const token = { ...ofPerson, flow_id: tokenFlow, hmac: secretHmac('a-token', KEY) };
  await insert(database, 'recovery_tokens', {
    ...token,
    id: tokenId,
    kind: 'self_service',
    address_id: addressId,
    used_at: null,
  });
  return { identityId, addressId, codeFlow, tokenFlow, codeId, usedId, tokenId };
}

test.each(DIALECTS)(
  'recovery flows of the first version keep what they are, and their codes and tokens good: %s',
  async (_, make) => {
    const place = await make();
    const database = place.raw();
    await migrate(database, { clock, migrations: [firstTables] });
    const { identityId, addressId, codeFlow, tokenFlow, codeId, usedId, tokenId } = await fill(database);
    await database.close();

    const store = await place.open();
    const times = { issuedAt: MIDDLE, expiresAt: FOREVER, createdAt: EARLY, updatedAt: LATE };
    const common = { kind: 'recovery', state: 'sent_email', csrfToken: 'token', ...times };
    expect(await store.flows.get('recovery', codeFlow)).toMatchObject({
      ...{ ...common, id: codeFlow, type: 'browser', active: 'code', requestUrl: 'http://a/code', identityId },
      ...{ ui: '{"action":"http://a","method":"POST","nodes":[]}', details: '{"skip_csrf_check":true}' },
    });
    expect(await store.flows.get('recovery', tokenFlow)).toMatchObject({
      ...{ ...common, id: tokenFlow, type: 'api', active: null, requestUrl: 'http://a/link', identityId: null, details: '{}' },
    });
    const secret = { identityId, issuedAt: MIDDLE, expiresAt: FOREVER, usedAt: null };
    expect(await store.flows.secretsOf(codeFlow)).toMatchObject([
      { ...secret, id: codeId, kind: 'code', origin: 'admin', addressId: null },
    ]);
    expect(await store.flows.secretsOf(tokenFlow)).toMatchObject([
      { ...secret, id: tokenId, kind: 'link', origin: 'self_service', addressId },
      { ...secret, id: usedId, kind: 'code', origin: 'self_service', addressId: null, issuedAt: EARLY, usedAt: LATE },
    ]);

    const book = createFlowBook({ store: store.flows, clock, random, publicUrl: 'http://a' });
    const find = async (id: string) => (await book.find('recovery', id)) as RecoveryFlow;
    expect(await find(codeFlow)).toMatchObject({ skipCsrfCheck: true, recoveredIdentityId: identityId });
    expect(await find(tokenFlow)).toMatchObject({ skipCsrfCheck: false, recoveredIdentityId: undefined });
    const limits = { codeLifespanMs: 1000, linkLifespanMs: 1000, maxTries: 5 };
    const secrets = createFlowSecrets({ store: store.flows, clock, random, keys: ['a newer secret', KEY], ...limits });
    expect(await secrets.redeemCode(await find(codeFlow), '702932')).toBeUndefined();
    expect(await secrets.redeemCode(await find(codeFlow), '702931')).toMatchObject({ id: codeId, identityId });
    await expect(secrets.redeemCode(await find(codeFlow), '702931')).rejects.toMatchObject({ code: 'code_used' });
    // Two tries were counted before, three since.
    await expect(secrets.redeemCode(await find(codeFlow), '702931')).rejects.toMatchObject({ code: 'code_tried_too_often' });
    expect(await secrets.redeemLink(await find(codeFlow), 'a-token')).toBeUndefined();
    expect(await secrets.redeemLink(await find(tokenFlow), 'a-token')).toMatchObject({
      secret: { id: tokenId },
      isExpired: false,
    });
    expect(await secrets.redeemLink(await find(tokenFlow), 'a-token')).toBeUndefined();
    await store.close();
    await place.remove();
  },
);
