import { expect, test } from 'vitest';
import type { Exchange } from '../../form/exchange.ts';
import type { SettingsFlow } from '../../form/flow.ts';
import { submitJson } from '../../form/testing/submit.ts';
import type { Identity } from '../../identity/identity.ts';
import { type JsonText, jsonOf } from '../../json/json-text.ts';
import { type Clock, now } from '../../lib/clock.ts';
import type { IdentitySchema } from '../../schema/identity-schema.ts';
import type { Caller } from '../../session/session.ts';
import { createProfileSettings } from './profile-settings.ts';

const BEFORE = jsonOf({ a: 1, b: 1 });
const at = now({ micros: () => 0 } satisfies Clock);
const stored = (traits: JsonText, schemaId = 'person') => ({ schemaId, traits }) as Identity;

/** The change that a profile submission of somebody with the traits `BEFORE` asks for. */
async function changeOf(traits: object) {
  const submission = submitJson({ method: 'profile', traits });
  const exchange = { headers: {}, submission: () => submission } as unknown as Exchange;
  const flow = { kind: 'settings', type: 'api', ui: { action: '', method: 'POST', nodes: [] } } as unknown as SettingsFlow;
  const schema = { id: 'person', fields: [], validate: () => ({}) } as unknown as IdentitySchema;
  const caller = { identity: stored(BEFORE) } as unknown as Caller;
  const outcome = await createProfileSettings({ enabled: true }).submit(flow, exchange, { caller, schema });
  return outcome?.kind === 'change' ? outcome.change : expect.fail('nothing is to be changed');
}

test('all traits are replaced', async () => {
  const change = await changeOf({ a: 2 });
  expect(await change(stored(BEFORE), at)).toEqual(stored(jsonOf({ a: 2 })));
});

test('what another request has changed in between is not lost unnoticed', async () => {
  const change = await changeOf({ a: 2, b: 1 });
  const told = { code: 'profile_changed_meanwhile', status: 400 };
  await expect(async () => change(stored(jsonOf({ a: 1, b: 2 })), at)).rejects.toMatchObject(told);
  await expect(async () => change(stored(BEFORE, 'another'), at)).rejects.toMatchObject(told);
});

test('the same change twice is one', async () => {
  const change = await changeOf({ a: 2, b: 1 });
  expect(await change(stored(jsonOf({ a: 2, b: 1 })), at)).toEqual(stored(jsonOf({ a: 2, b: 1 })));
});
