import { expect, test } from 'vitest';
import { jsonOf } from '../json/json-text.ts';
import { createIdentity } from './create.ts';
import { dependencies, LATER, memoryStore, NOW } from './testing/world.ts';
import { markAddressSent, verifyAddress } from './verify-address.ts';

async function setUp() {
  const { store, rows } = memoryStore();
  const using = { ...dependencies(), store };
  const identity = await createIdentity({ traits: jsonOf({ email: 'ada@example.org', second: 'ada@example.com' }) }, using);
  const [ada, second] = ['ada@example.org', 'ada@example.com'].map((value) => {
    const address = identity.verifiableAddresses.find((one) => one.value === value);
    return address ?? expect.fail(`no address ${value}`);
  });
  return { identity, rows, using, ada: ada ?? expect.fail(), second: second ?? expect.fail() };
}

test('an address is verified by id or by value; the others stay as they were', async () => {
  const { identity, using, ada, second } = await setUp();
  const once = await verifyAddress(identity.id, ada.id, using);
  const done = { verified: true, verifiedAt: LATER, status: 'completed', updatedAt: LATER };
  expect(new Set(once.verifiableAddresses)).toEqual(new Set([{ ...ada, ...done }, second]));
  const twice = await verifyAddress(identity.id, { via: 'email', value: second.value }, using);
  expect(new Set(twice.verifiableAddresses)).toEqual(
    new Set([
      { ...ada, ...done },
      { ...second, ...done },
    ]),
  );
  expect(twice.updatedAt).toBe(identity.updatedAt);
});

test('what is verified stays as it was, and unknown addresses change nothing: no write', async () => {
  const { identity, rows, using, ada } = await setUp();
  await verifyAddress(identity.id, ada.id, { ...using, clock: { micros: () => 1_735_689_600_000_000 } });
  const row = rows.get(identity.id);
  expect(row?.verifiableAddresses).toContain(NOW.slice(0, 19));
  await verifyAddress(identity.id, ada.id, using);
  await verifyAddress(identity.id, { via: 'sms', value: ada.value }, using);
  await verifyAddress(identity.id, 'another', using);
  expect(rows.get(identity.id)).toBe(row);
  await expect(verifyAddress('nobody', ada.id, using)).rejects.toMatchObject({ code: 'identity_unknown' });
});

test('sent: pending becomes sent, and nothing else does', async () => {
  const { identity, rows, using, ada, second } = await setUp();
  const sent = await markAddressSent(identity.id, ada.id, using);
  expect(sent.verifiableAddresses).toContainEqual({ ...ada, status: 'sent', updatedAt: LATER });
  const row = rows.get(identity.id);
  await markAddressSent(identity.id, ada.id, using);
  expect(rows.get(identity.id)).toBe(row);
  await verifyAddress(identity.id, second.id, using);
  const after = await markAddressSent(identity.id, second.id, using);
  expect(after.verifiableAddresses.find(({ id }) => id === second.id)?.status).toBe('completed');
});

test('traits that do not fit their schema any more are no obstacle', async () => {
  const { identity, rows, using, ada } = await setUp();
  const row = rows.get(identity.id) ?? expect.fail();
  rows.set(identity.id, { ...row, traits: jsonOf({ age: 'old' }), schemaId: 'gone' });
  await verifyAddress(identity.id, ada.id, using);
  expect(rows.get(identity.id)).toMatchObject({ traits: '{"age":"old"}', schemaId: 'gone' });
  expect(rows.get(identity.id)?.verifiableAddresses).toContain('"status":"completed"');
});
