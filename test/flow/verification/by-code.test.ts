import { describe, expect, test } from 'vitest';
import type { ClientKind } from '../client.ts';
import { idIn, messagesOf, nodesOf, verificationWorld, type WorldOptions, wrong } from './world.ts';

const EMAIL = 'ada@example.org';
const PHONE = '+4915112345678';
const KINDS: ClientKind[] = ['page', 'single-page app', 'native'];

async function setUp(options: WorldOptions = {}) {
  const world = await verificationWorld(options);
  return { world, ada: await world.person({ email: EMAIL, phone: PHONE }) };
}

test.each(KINDS)('from the address to a verified one: %s', async (kind) => {
  const { world, ada } = await setUp();
  const client = world.client(kind);
  const csrf = kind === 'native' ? [] : ['default hidden csrf_token'];
  const { id, ...begun } = await world.start(client, '?return_to=https%3A%2F%2Fapp.example.org%2Fwelcome');
  expect(nodesOf({ id, ...begun })).toEqual(['code email email', 'code submit method', ...csrf]);

  const asked = await world.submit(client, id, { method: 'code', email: EMAIL.toUpperCase() });
  expect(asked).toMatchObject(
    kind === 'page'
      ? { kind: 'redirect', status: 303, location: `https://app.example.org/verification?flow=${id}` }
      : { kind: 'flow', status: 200, flow: { id } },
  );
  const waiting = await world.stored(id);
  expect(waiting).toMatchObject({ state: 'sent_email', active: 'code', ui: { messages: [{ id: 1080003 }] } });
  expect(nodesOf(waiting)).toEqual(['code hidden method', 'code text code', 'code submit method', ...csrf, 'code submit email']);
  expect(world.sent).toMatchObject([{ template: 'verification_code_valid', to: EMAIL, model: { expiresInMinutes: 15 } }]);
  expect(world.lastLink()).toBe(`https://id.example.org/self-service/verification?code=${world.lastCode()}&flow=${id}`);
  expect(await world.addressesOf(ada.id)).toContainEqual(
    expect.objectContaining({ value: EMAIL, status: 'sent', verified: false }),
  );

  await world.submit(client, id, { method: 'code', code: wrong(world.lastCode()) });
  expect(messagesOf(await world.stored(id))).toEqual([4070006]);

  const done = await world.submit(client, id, { method: 'code', code: world.lastCode() });
  expect(done.kind).toBe(kind === 'page' ? 'redirect' : 'flow');
  const passed = await world.stored(id);
  const url = 'https://app.example.org/welcome';
  expect(passed).toMatchObject({ state: 'passed_challenge', ui: { method: 'GET', action: url, messages: [{ id: 1080002 }] } });
  expect(nodesOf(passed)).toEqual(['default hidden csrf_token', 'code continue']);
  expect(passed.ui.nodes[1]).toMatchObject({
    attributes: { href: url, title: { id: 1070009 } },
    meta: { label: { id: 1070009 } },
  });
  const verified = { value: EMAIL, status: 'completed', verified: true, verified_at: expect.any(String) };
  expect(await world.addressesOf(ada.id)).toContainEqual(expect.objectContaining(verified));
  expect(await world.addressesOf(ada.id)).toContainEqual(expect.objectContaining({ value: PHONE, verified: false }));
});

test('a phone number', async () => {
  const { world, ada } = await setUp({ takesPhones: true });
  const client = world.client('native');
  const { id, ...begun } = await world.start(client);
  expect(nodesOf({ id, ...begun })).toEqual(['code text email', 'code submit method']);
  await world.submit(client, id, { method: 'code', email: PHONE });
  expect(world.sent).toMatchObject([{ template: 'verification_code_valid', via: 'sms', to: PHONE }]);
  expect(messagesOf(await world.stored(id))).toEqual([1080004]);
  await world.submit(client, id, { code: world.lastCode() });
  expect(messagesOf(await world.stored(id))).toEqual([1080005]);
  expect(await world.addressesOf(ada.id)).toContainEqual(expect.objectContaining({ value: PHONE, verified: true }));
});

describe('an address that nobody has', () => {
  test.each(['nobody@example.org', 'nope', '+4915199999999'])('%s looks like one that somebody has', async (typed) => {
    const { world } = await setUp();
    const client = world.client('native');
    const seen = async (email: string) => {
      const { id } = await world.start(client);
      const answer = await world.submit(client, id, { method: 'code', email });
      return JSON.parse(JSON.stringify(answer).replaceAll(id, 'id').replaceAll(email, 'address')) as {
        flow: Record<string, unknown>;
      };
    };
    const known = await seen(typed.includes('@') ? EMAIL : PHONE);
    const unknown = await seen(typed);
    for (const { flow } of [known, unknown]) {
      for (const name of ['issuedAt', 'expiresAt', 'createdAt', 'updatedAt']) delete flow[name];
    }
    expect(unknown).toEqual(known);
    expect(world.sent).toHaveLength(1);
  });

  test('is told, if that is wanted, where it is an e-mail address', async () => {
    const { world } = await setUp({ notifyUnknown: true });
    const client = world.client('native');
    const { id } = await world.start(client);
    for (const email of ['nobody@example.org', '+4915199999999', 'no@body@', 'nope']) {
      expect(await world.submit(client, id, { method: 'code', email })).toMatchObject({ kind: 'flow', status: 200 });
    }
    expect(world.sent).toMatchObject([{ template: 'verification_code_invalid', to: 'nobody@example.org' }]);
  });
});

describe('what is refused', () => {
  test.each([
    [{ method: 'code' }, [4000002]],
    [{ method: 'code', email: '' }, [4000002]],
    [{ method: 'code', email: 'x'.repeat(321) }, [4000017]],
    [{ method: 'magic', email: EMAIL }, [4000001]],
    [{ method: 'link', email: EMAIL }, [4010006]],
    [{ email: EMAIL }, [4010006]],
    [{ method: 'code', email: EMAIL, transient_payload: 1 }, [4000026]],
  ])('%j', async (body, messages) => {
    const { world } = await setUp();
    const client = world.client('native');
    const { id } = await world.start(client);
    expect(await world.submit(client, id, body)).toMatchObject({ kind: 'flow', status: 400, flow: { id } });
    expect(messagesOf(await world.stored(id))).toEqual(messages);
    expect(world.sent).toEqual([]);
  });

  test.each(['code', 'email'])('no address, where a form asks for the %s: a field for one', async (asked) => {
    const { world } = await setUp();
    const client = world.client('native');
    const { id } = await world.start(client);
    if (asked === 'code') await world.submit(client, id, { method: 'code', email: EMAIL });
    await world.submit(client, id, { method: 'code' });
    const fields = (await world.stored(id)).ui.nodes.filter(
      ({ attributes }) => 'name' in attributes && attributes.name === 'email',
    );
    expect(fields).toMatchObject([{ attributes: { type: 'email', value: '', required: true }, messages: [{ id: 4000002 }] }]);
  });

  test('an address that a page of somebody else sends; a code may come from anywhere', async () => {
    const { world, ada } = await setUp();
    const client = world.client('single-page app');
    const { id } = await world.start(client);
    const forged = { method: 'code', email: EMAIL, csrf_token: 'value-0#0' };
    expect(await world.submit(client, id, forged)).toMatchObject({ kind: 'error', error: { status: 403 } });
    expect(world.sent).toEqual([]);
    await world.submit(client, id, { method: 'code', email: EMAIL });

    const other = world.client('single-page app');
    expect(await world.submit(other, id, { code: world.lastCode(), csrf_token: '' })).toMatchObject({ status: 200 });
    expect(await world.addressesOf(ada.id)).toContainEqual(expect.objectContaining({ value: EMAIL, verified: true }));
    expect(idIn(await world.fetchFlow(other, id))).toBe(id);
  });

  test('a disabled method', async () => {
    const { world } = await setUp();
    const { id } = await world.start(world.client('native'));
    const without = await verificationWorld({ codeEnabled: false, store: world.store });
    const answer = await without.submit(without.client('native'), id, { method: 'code', email: EMAIL });
    expect(answer).toMatchObject({ kind: 'error', error: { code: 'method_disabled' } });
  });
});

test('the link of a message shows the code to any browser, and uses nothing up', async () => {
  const { world, ada } = await setUp();
  for (const kind of ['single-page app', 'native'] as const) {
    const client = world.client(kind);
    const { id } = await world.start(client);
    await world.submit(client, id, { method: 'code', email: EMAIL });
    const browser = world.client('page');
    const page = { kind: 'redirect', status: 303, location: `https://app.example.org/verification?flow=${id}` };
    for (let opened = 0; opened < 7; opened++) expect(await world.follow(browser, world.lastLink())).toEqual(page);
    expect(idIn(await world.fetchFlow(browser, id))).toBe(id);
    const before = browser.cookies.get('csrf');
    await world.follow(browser, world.lastLink());
    expect(browser.cookies.get('csrf')).not.toBe(before);
    expect(idIn(await world.fetchFlow(browser, id))).toBe(id);
    const form = await world.stored(id);
    expect(form.ui.nodes).toContainEqual(
      expect.objectContaining({ attributes: expect.objectContaining({ name: 'code', value: world.lastCode() }) }),
    );
    await world.submit(browser, id, { method: 'code', code: world.lastCode() });
    expect(await world.stored(id)).toMatchObject({ state: 'passed_challenge' });
  }
  expect(await world.addressesOf(ada.id)).toContainEqual(expect.objectContaining({ value: EMAIL, verified: true }));
});

describe('codes', () => {
  test('a new one ends those before, whichever button asked for it', async () => {
    const { world } = await setUp();
    const client = world.client('native');
    const { id } = await world.start(client);
    await world.submit(client, id, { method: 'code', email: PHONE });
    const first = world.lastCode();
    await world.submit(client, id, { method: 'code', sms: PHONE });
    if (first !== world.lastCode()) {
      await world.submit(client, id, { code: first });
      expect(messagesOf(await world.stored(id))).toEqual([4070006]);
    }
    await world.submit(client, id, { code: world.lastCode() });
    expect(messagesOf(await world.stored(id))).toEqual([1080005]);
  });

  test('one that is too old', async () => {
    const { world, ada } = await setUp();
    const client = world.client('native');
    const { id } = await world.start(client);
    await world.submit(client, id, { method: 'code', email: EMAIL });
    world.pass(900_001);
    expect(await world.submit(client, id, { code: world.lastCode() })).toMatchObject({ kind: 'flow', status: 200 });
    expect(messagesOf(await world.stored(id))).toEqual([4070006]);
    expect(await world.addressesOf(ada.id)).toContainEqual(expect.objectContaining({ value: EMAIL, verified: false }));
  });

  test.each(KINDS)('after five wrong ones, a flow takes no more, not even the right one: %s', async (kind) => {
    const { world, ada } = await setUp();
    const client = world.client(kind);
    const { id } = await world.start(client, '?return_to=%2Fhome');
    await world.submit(client, id, { method: 'code', email: EMAIL });
    for (let tries = 0; tries < 5; tries++) await world.submit(client, id, { code: wrong(world.lastCode()) });
    const before = client.cookies.get('csrf');
    const answer = await world.submit(client, id, { code: world.lastCode() });
    if (kind === 'page') expect(answer).toMatchObject({ kind: 'redirect', status: 303 });
    else expect(answer).toMatchObject({ kind: 'error', error: { id: 'self_service_flow_replaced', status: 410 } });
    const next = await world.stored(idIn(answer));
    expect(next.id).not.toBe(id);
    expect(next).toMatchObject({ type: kind === 'native' ? 'api' : 'browser', requestUrl: expect.stringContaining('return_to') });
    expect(messagesOf(next)).toEqual([4000001]);
    if (kind !== 'native') expect(client.cookies.get('csrf')).not.toBe(before);
    expect(await world.addressesOf(ada.id)).toContainEqual(expect.objectContaining({ value: EMAIL, verified: false }));
  });

  test('a flow that is done starts anew; an address that is verified can be verified again', async () => {
    const { world, ada } = await setUp();
    const client = world.client('native');
    const { id } = await world.start(client);
    await world.submit(client, id, { method: 'code', email: EMAIL });
    await world.submit(client, id, { code: world.lastCode() });
    const [since] = (await world.addressesOf(ada.id)).filter(({ value }) => value === EMAIL);
    const answer = await world.submit(client, id, { code: world.lastCode() });
    expect(answer).toMatchObject({ kind: 'error', error: { id: 'self_service_flow_replaced' } });
    const next = await world.stored(idIn(answer));
    expect(messagesOf(next)).toEqual([4070002]);

    await world.submit(client, next.id, { method: 'code', email: EMAIL });
    await world.submit(client, next.id, { code: world.lastCode() });
    expect(await world.stored(next.id)).toMatchObject({ state: 'passed_challenge' });
    expect(await world.addressesOf(ada.id)).toContainEqual(since);
  });
});

test.each([
  ['?return_to=https%3A%2F%2Fapp.example.org%2Fa', 'https://app.example.org/after', 'https://app.example.org/a'],
  ['', 'https://app.example.org/after', 'https://app.example.org/after'],
  ['', undefined, 'https://app.example.org/'],
])('with %s and %s configured it leads to %s', async (query, returnUrl, target) => {
  const { world } = await setUp(returnUrl === undefined ? {} : { returnUrl });
  const client = world.client('native');
  const { id } = await world.start(client, query);
  await world.submit(client, id, { method: 'code', email: EMAIL });
  await world.submit(client, id, { code: world.lastCode() });
  expect((await world.stored(id)).ui.action).toBe(target);
});

test('a way back that is not allowed any more is passed over', async () => {
  const { world, ada } = await setUp();
  const client = world.client('native');
  const requestUrl = 'https://id.example.org/x?after_verification_return_to=https%3A%2F%2Fevil.example';
  const parent = { ...(await world.start(client)), requestUrl };
  const id = await world.startFrom(client, parent, ada);
  await world.submit(client, id, { code: world.lastCode() });
  expect((await world.stored(id)).ui.action).toBe('https://app.example.org/');
});
