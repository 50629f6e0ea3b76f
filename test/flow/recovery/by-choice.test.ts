import { describe, expect, test } from 'vitest';
import type { RecoveryFlow } from '../../../src/form/flow.ts';
import { addressHash } from '../../../src/method/code/address-hash.ts';
import type { Client } from '../client.ts';
import { flowIn, idIn, messagesOf, recoveryWorld, wrong } from './world.ts';

const ADA = { email: 'ada@example.org', second: 'b@example.com', phone: '+4915112345678' };

/** A recovery by choice, and a client to take its steps. */
async function setUp(traits: object = ADA, options: Parameters<typeof recoveryWorld>[0] = {}) {
  const world = await recoveryWorld({ chooseAddress: true, ...options });
  const ada = await world.person(traits);
  const client = world.client('native');
  const { id } = await world.start(client);
  const step = async (body: object) => flowIn(await world.submit(client, id, body));
  return { world, ada, client, id, step };
}

const inputs = ({ ui }: RecoveryFlow) =>
  ui.nodes.map((node) => {
    if (node.type !== 'input') return expect.fail('only inputs are expected');
    const { name, type, value } = node.attributes;
    return [name, type, ...(value === undefined || value === '' ? [] : [value])];
  });

const CODE_FORM = (typed: string, address: string) => [
  ['csrf_token', 'hidden'],
  ['code', 'text'],
  ['method', 'submit', 'code'],
  ['method', 'hidden', 'code'],
  ['recovery_confirm_address', 'submit', address],
  ['recovery_address', 'hidden', typed],
  ['screen', 'submit', 'previous'],
];

test('a single address that is typed as it is gets the code at once', async () => {
  const { world, id, step } = await setUp({ email: ADA.email });
  expect(inputs(await world.stored(id))).toEqual([
    ['csrf_token', 'hidden'],
    ['recovery_address', 'text'],
    ['method', 'submit', 'code'],
  ]);
  const waiting = await step({ recovery_address: ADA.email });
  expect(waiting.state).toBe('recovery_awaiting_code');
  expect(inputs(waiting)).toEqual(CODE_FORM(ADA.email, ADA.email));
  expect(waiting.ui.messages).toMatchObject([{ id: 1060004, context: { masked_address: 'ad****@example.org' } }]);
  expect(messagesOf(await step({ code: wrong(world.lastCode()) }))).toEqual([4060006]);
});

test('several addresses: one is chosen by what is shown of it, and typed in full', async () => {
  const { world, ada, client, id, step } = await setUp();
  const choosing = await step({ recovery_address: ADA.email });
  expect(choosing).toMatchObject({ state: 'recovery_awaiting_address_choice', ui: { messages: [{ id: 1060006 }] } });
  expect(inputs(choosing)).toEqual([
    ['csrf_token', 'hidden'],
    ...[ADA.phone, ADA.email, ADA.second].map((address) => ['recovery_select_address', 'submit', addressHash(address)]),
    ['method', 'hidden', 'code'],
    ['recovery_address', 'hidden', ADA.email],
  ]);
  expect(choosing.ui.nodes.map(({ meta }) => meta.label?.text).filter((text) => text !== undefined)).toEqual([
    '+49****78',
    'ad****@example.org',
    'b@example.com',
  ]);
  expect(world.sent).toEqual([]);

  const confirming = await step({ recovery_address: ADA.email, recovery_select_address: addressHash(ADA.phone) });
  expect(confirming).toMatchObject({ state: 'recovery_confirming_address', ui: { messages: [{ id: 1060005 }] } });
  expect(inputs(confirming)).toEqual([
    ['csrf_token', 'hidden'],
    ['recovery_confirm_address', 'tel'],
    ['recovery_address', 'hidden', ADA.email],
    ['method', 'submit', 'code'],
    ['method', 'hidden', 'code'],
    ['screen', 'submit', 'previous'],
  ]);

  const waiting = await step({ recovery_address: ADA.email, recovery_confirm_address: ADA.phone });
  expect(inputs(waiting)).toEqual(CODE_FORM(ADA.email, ADA.phone));
  expect(world.sent).toMatchObject([{ template: 'recovery_code_valid', via: 'sms', to: ADA.phone }]);
  const first = world.lastCode();

  const resent = await step({ recovery_address: ADA.email, recovery_confirm_address: ADA.phone });
  expect(resent.state).toBe('recovery_awaiting_code');
  expect(world.sent).toHaveLength(2);
  if (first !== world.lastCode()) expect(messagesOf(await step({ code: first }))).toEqual([4060006]);

  expect(await world.submit(client, id, { code: world.lastCode() })).toMatchObject({ kind: 'error', error: { status: 422 } });
  const { verifiableAddresses } = (await world.store.identities.get(ada.id)) ?? expect.fail();
  const verified = (JSON.parse(verifiableAddresses) as { value: string; verified: boolean }[]).filter((one) => one.verified);
  expect(verified.map(({ value }) => value)).toEqual([ADA.phone]);
});

test('the address that was typed need not be typed again', async () => {
  const { world, step } = await setUp();
  await step({ recovery_address: ADA.email });
  const waiting = await step({ recovery_address: ADA.email, recovery_select_address: addressHash(ADA.email) });
  expect(waiting.state).toBe('recovery_awaiting_code');
  expect(world.sent).toMatchObject([{ to: ADA.email }]);
});

test.each(['eve@example.org', '+4915187654321'])('an address that nobody has looks like a single one: %s', async (address) => {
  const { world, step } = await setUp();
  const waiting = await step({ recovery_address: address });
  expect(inputs(waiting)).toEqual(CODE_FORM(address, address));
  expect(world.sent).toEqual([]);
});

test('another address than the chosen one gets nothing of the chosen one', async () => {
  const { world, step } = await setUp();
  await step({ recovery_address: ADA.email });
  await step({ recovery_address: ADA.email, recovery_select_address: addressHash(ADA.second) });
  const waiting = await step({ recovery_address: ADA.email, recovery_confirm_address: 'eve@example.org' });
  expect(waiting.state).toBe('recovery_awaiting_code');
  expect(world.sent).toEqual([]);
});

describe('back', () => {
  test('with several addresses: to the choice, then to the beginning', async () => {
    const { world, step } = await setUp();
    await step({ recovery_address: ADA.email });
    await step({ recovery_address: ADA.email, recovery_select_address: addressHash(ADA.second) });
    const back = { recovery_address: ADA.email, screen: 'previous' };
    expect((await step(back)).state).toBe('recovery_awaiting_address_choice');
    await step({ recovery_address: ADA.email, recovery_select_address: addressHash(ADA.email) });
    expect((await step(back)).state).toBe('recovery_awaiting_address_choice');
    await step({ recovery_address: ADA.email, recovery_select_address: addressHash(ADA.second) });
    await step({ recovery_address: ADA.email, recovery_confirm_address: ADA.second });
    expect(world.sent.map(({ to }) => to)).toEqual([ADA.email, ADA.second]);
    await step(back);
    expect((await step(back)).state).toBe('recovery_awaiting_address');
  });

  test('with one: to the beginning', async () => {
    const { step } = await setUp({ email: ADA.email });
    await step({ recovery_address: ADA.email });
    const first = await step({ recovery_address: ADA.email, screen: 'previous' });
    expect(first).toMatchObject({ state: 'recovery_awaiting_address' });
    expect(first.ui.messages).toBeUndefined();
  });
});

describe('refused', () => {
  const refused = async (client: Client, answer: Awaited<ReturnType<Client['ask']>>) => {
    expect([client.kind, answer]).toMatchObject(['native', { kind: 'flow', status: 400 }]);
    return flowIn(answer);
  };

  test('what is missing, at its field', async () => {
    const { world, client, id, step } = await setUp();
    const empty = await refused(client, await world.submit(client, id, {}));
    expect(empty.ui.nodes.find(({ messages }) => messages.length > 0)).toMatchObject({
      attributes: { name: 'recovery_address' },
      messages: [{ id: 4000002 }],
    });
    await step({ recovery_address: ADA.email });
    expect(messagesOf(await refused(client, await world.submit(client, id, { recovery_address: ADA.email })))).toEqual([4000002]);
    const foreign = { recovery_address: ADA.email, recovery_select_address: addressHash('eve@example.org') };
    const strange = await refused(client, await world.submit(client, id, foreign));
    expect(strange.ui.messages).toMatchObject([{ id: 4000001, text: 'The selected recovery address is not valid.' }]);
    expect(strange.state).toBe('recovery_awaiting_address_choice');
  });

  test('an address longer than addresses are', async () => {
    const { world, client, id } = await setUp();
    const answer = await world.submit(client, id, { recovery_address: 'x'.repeat(321) });
    expect(messagesOf(await refused(client, answer))).toEqual([4000017]);
  });

  test('too many tries; the new flow begins with an address again', async () => {
    const { world, client, id, step } = await setUp();
    await step({ recovery_address: 'eve@example.org' });
    for (let i = 0; i < 5; i++) await step({ code: '12345x' });
    const next = await world.stored(idIn(await world.submit(client, id, { code: '12345x' })));
    expect(next).toMatchObject({ type: 'api', state: 'recovery_awaiting_address', ui: { messages: [{ id: 4000001 }] } });
  });
});
