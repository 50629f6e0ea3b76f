import { expect, test } from 'vitest';
import { ApiError } from '../error/api-error.ts';
import { jsonOf } from '../json/json-text.ts';
import { createIdentities, createIdentity } from './create.ts';
import type { NewIdentity } from './new-identity.ts';
import { dependencies, memoryStore, NOW } from './testing/world.ts';

const named = (username: string, more: NewIdentity = {}): NewIdentity => ({ traits: jsonOf({ username }), ...more });

function setUp() {
  const { store, rows } = memoryStore();
  const using = { ...dependencies(), store };
  return { rows, using, hashed: using.hashed };
}

test('what is not said has its default', async () => {
  const { using } = setUp();
  expect(await createIdentity({ schemaId: '', externalId: '', state: '', region: '' }, using)).toEqual({
    id: '00000000-0000-4000-8000-000000000001',
    schemaId: 'person',
    state: 'active',
    stateChangedAt: NOW,
    traits: '{}',
    credentials: {},
    verifiableAddresses: [],
    recoveryAddresses: [],
    availableAal: 'aal0',
    createdAt: NOW,
    updatedAt: NOW,
  });
});

test('imported addresses are taken where a trait has the same value, and dropped where none has', async () => {
  const { using } = setUp();
  const { verifiableAddresses, recoveryAddresses } = await createIdentity(
    {
      traits: jsonOf({ email: 'ada@example.org' }),
      verifiableAddresses: [
        { value: 'ADA@example.org', via: 'email', verified: true },
        { value: 'ada@example.org', via: '', verified: true },
        { value: 'eve@example.org', via: 'email' },
      ],
      recoveryAddresses: [{ id: 'mine', value: 'Ada@Example.org', via: 'email' }],
    },
    using,
  );
  expect(verifiableAddresses).toEqual([
    expect.objectContaining({ value: 'ada@example.org', status: 'completed', verifiedAt: NOW }),
  ]);
  expect(recoveryAddresses).toEqual([expect.objectContaining({ id: 'mine', value: 'ada@example.org' })]);
});

test('a value that is taken, alone and in a batch', async () => {
  const { using } = setUp();
  await createIdentity(named('ada'), using);
  await expect(createIdentity(named('ADA'), using)).rejects.toMatchObject({ code: 'identity_conflict', status: 409 });
  expect(await createIdentities([named('Ada'), named('eve'), named('Eve')], using)).toMatchObject([
    { failed: { code: 'identity_taken' } },
    { created: { credentials: { password: { identifiers: ['eve'] } } } },
    { failed: { code: 'identity_taken' } },
  ]);
});

test('in a batch, what does not fit its schema fails alone, and empty places stay empty', async () => {
  const { using, rows } = setUp();
  const outcomes = await createIdentities(
    [undefined, named('ada', { schemaId: 'nope' }), { traits: jsonOf({ age: 'old' }) }, undefined, named('ada')],
    using,
  );
  expect(outcomes).toMatchObject([
    undefined,
    { failed: { code: 'schema_unknown', status: 400 } },
    { failed: { code: 'traits_invalid', status: 400 } },
    undefined,
    { created: { state: 'active' } },
  ]);
  expect(rows.size).toBe(1);
});

test('in a batch, what cannot be imported fails the whole of it: the first in order, with its place', async () => {
  const { using, rows } = setUp();
  const slow = Promise.withResolvers<string>();
  const importing = { ...using.importing, hasher: { hash: () => slow.promise } };
  const batch = createIdentities(
    [
      named('ada'),
      undefined,
      named('bob', { credentials: { password: { password: 'long' } } }),
      named('eve', { state: 'asleep' }),
    ],
    { ...using, importing },
  );
  slow.reject(new ApiError('state_invalid', { details: { pointer: '/credentials' } }));
  await expect(batch).rejects.toMatchObject({ details: { pointer: '/identities/2/create/credentials' } });
  expect(rows.size).toBe(0);
  await expect(createIdentities([undefined, named('eve', { state: 'asleep' })], using)).rejects.toMatchObject({
    code: 'state_invalid',
    details: { pointer: '/identities/1/create/state' },
  });
});

test('an empty batch creates nothing', async () => {
  expect(await createIdentities([], setUp().using)).toEqual([]);
});
