import { expect, test } from 'vitest';
import { jsonOf } from '../json/json-text.ts';
import type { Identity } from './identity.ts';
import { type IdentityReplacement, replaced } from './replace.ts';
import { dependencies, kinds, LATER, NOW } from './testing/world.ts';

const current: Identity = {
  id: 'ada',
  externalId: 'crm-1',
  schemaId: 'person',
  state: 'active',
  stateChangedAt: NOW,
  traits: jsonOf({ username: 'ada' }),
  metadataPublic: jsonOf(1),
  metadataAdmin: jsonOf(2),
  credentials: {
    totp: { type: 'totp', identifiers: ['ada'], config: jsonOf({}), version: 0, createdAt: NOW, updatedAt: NOW },
  },
  verifiableAddresses: [],
  recoveryAddresses: [],
  organizationId: 'org',
  createdAt: NOW,
  updatedAt: NOW,
};
const run = (body: IdentityReplacement) =>
  replaced(current, body, kinds, { now: LATER, hasher: dependencies().importing.hasher });

test('what the body does not say is cleared: traits, metadata, external id; the rest is kept', async () => {
  const { externalId: _externalId, metadataPublic: _public, metadataAdmin: _admin, ...kept } = current;
  expect(await run({})).toEqual({ ...kept, traits: '{}' });
  expect(await run({ schemaId: '', externalId: '', state: '', region: '' })).toEqual({ ...kept, traits: '{}' });
});

test('what it says is there', async () => {
  const body = {
    schemaId: 'bare',
    traits: jsonOf({ a: 1 }),
    metadataPublic: jsonOf(null),
    metadataAdmin: jsonOf([]),
    externalId: 'crm-2',
  };
  expect(await run({ ...body, region: 'eu' })).toEqual({ ...current, ...body });
});

test('the state gets a new time only when it is another one', async () => {
  expect(await run({ state: 'active' })).toMatchObject({ state: 'active', stateChangedAt: NOW });
  expect(await run({ state: 'inactive' })).toMatchObject({ state: 'inactive', stateChangedAt: LATER });
});

test('credentials are added to those that are there', async () => {
  const { credentials } = await run({ credentials: { password: { hashed_password: '$a' } } });
  expect(credentials).toMatchObject({
    totp: current.credentials.totp,
    password: { createdAt: LATER, config: jsonOf({ hashed_password: '$a' }) },
  });
});

test.each([
  [{ state: 'asleep' }, 'state_invalid'],
  [{ region: 'moon' }, 'region_invalid'],
  [{ credentials: { password: { hashed_password: 'x' } } }, 'password_format'],
  // the state is looked at first, then the region, then the credentials
  [{ state: 'asleep', region: 'moon', credentials: { password: {} } }, 'state_invalid'],
  [{ region: 'moon', credentials: { password: {} } }, 'region_invalid'],
])('%j is refused: %s', async (body, code) => {
  await expect(run(body)).rejects.toMatchObject({ code, status: 400 });
});
