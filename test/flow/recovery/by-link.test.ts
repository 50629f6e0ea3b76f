import { expect, test } from 'vitest';
import { updateIdentity } from '../../../src/identity/update.ts';
import { createRecoveryLink } from '../../../src/recovery/recovery-link.ts';
import type { ClientKind } from '../client.ts';
import { idIn, messagesOf, recoveryWorld } from './world.ts';

const EMAIL = 'ada@example.org';

async function setUp(options: Parameters<typeof recoveryWorld>[0] = {}) {
  const world = await recoveryWorld({ use: 'link', ...options });
  return { world, ada: await world.person({ email: EMAIL }) };
}

const sessionOf = (world: Awaited<ReturnType<typeof recoveryWorld>>, cookies: Map<string, string>) =>
  world.sessions.find({ cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') });

test.each<ClientKind>(['page', 'single-page app', 'native'])('from the address to a session: %s', async (kind) => {
  const { world, ada } = await setUp({ continueWithTransitions: kind === 'native' });
  const client = world.client(kind);
  const { id } = await world.start(client);
  const form = await world.stored(id);
  expect(form.active).toBe('link');

  await world.submit(client, id, { method: 'link', email: EMAIL });
  const waiting = await world.stored(id);
  expect(waiting).toMatchObject({ state: 'sent_email', ui: { messages: [{ id: 1060002 }] } });
  expect(waiting.ui.nodes.map((node) => node.type === 'input' && [node.attributes.name, node.attributes.type])).toEqual([
    ['csrf_token', 'hidden'],
    ['email', 'email'],
    ['method', 'submit'],
  ]);
  expect(waiting.ui.nodes[1]).toMatchObject({ attributes: { value: EMAIL }, group: 'link' });
  expect(world.sent).toMatchObject([{ template: 'recovery_valid', to: EMAIL, model: { expiresInMinutes: 20 } }]);

  // Whoever follows it is a browser, and need not be the one that asked.
  const browser = world.client('page');
  const answer = await world.follow(browser, world.lastLink());
  expect(answer).toMatchObject({ kind: 'redirect', status: 303, location: expect.stringContaining('/settings?flow=') });
  expect(world.begun).toMatchObject([{ type: 'browser', messages: [{ id: 1060001 }] }]);
  const caller = await sessionOf(world, browser.cookies);
  expect(caller?.identity.id).toBe(ada.id);
  expect(JSON.parse(caller?.session.authenticationMethods ?? '')).toMatchObject([{ method: 'link_recovery' }]);
  expect(browser.cookies.get('csrf')).toBeDefined();
  expect(await world.stored(id)).toMatchObject({ state: 'passed_challenge' });
  expect(JSON.parse(caller?.identity.verifiableAddresses ?? '')).toMatchObject([{ verified: true }]);
});

test('asking again leaves earlier links good; each is good once', async () => {
  const { world } = await setUp();
  const client = world.client('page');
  const { id } = await world.start(client);
  await world.submit(client, id, { method: 'link', email: EMAIL });
  const first = world.lastLink();
  await world.submit(client, id, { method: 'link', email: EMAIL });
  expect(world.lastLink()).not.toBe(first);
  expect(await world.follow(world.client('page'), first)).toMatchObject({ location: expect.stringContaining('/settings?') });
  const browser = world.client('page');
  const again = await world.follow(browser, first);
  expect(await world.stored(idIn(again))).toMatchObject({ type: 'browser', ui: { messages: [{ id: 4060004 }] } });
  expect(await sessionOf(world, browser.cookies)).toBeUndefined();
});

test('a link of an administrator: signs in, verifies nothing; used or wrong, there is a new flow', async () => {
  const { world, ada } = await setUp({ use: 'code' });
  const request = { identityId: ada.id, requestUrl: 'https://id.example.org/admin/recovery/link' };
  const { link } = await createRecoveryLink(request, world.byAdmin);
  const browser = world.client('page');
  expect(await world.follow(browser, link)).toMatchObject({ location: expect.stringContaining('/settings?') });
  const caller = await sessionOf(world, browser.cookies);
  expect(JSON.parse(caller?.identity.verifiableAddresses ?? '')).toMatchObject([{ verified: false, status: 'pending' }]);

  const wrong = link.replace(/token=.*/, 'token=wrongwrongwrong');
  for (const url of [link, wrong]) {
    const answer = await world.follow(world.client('single-page app'), url);
    expect(answer).toMatchObject({ location: expect.stringMatching(/^https:\/\/app\.example\.org\/recovery\?flow=/) });
    expect(messagesOf(await world.stored(idIn(answer)))).toEqual([4060004]);
  }
});

test('a link of another flow is none', async () => {
  const { world } = await setUp();
  const [one, two] = [world.client('page'), world.client('page')];
  const [a, b] = [await world.start(one), await world.start(two)];
  await world.submit(one, a.id, { method: 'link', email: EMAIL });
  const answer = await world.follow(two, world.lastLink().replace(a.id, b.id));
  expect(messagesOf(await world.stored(idIn(answer)))).toEqual([4060004]);
});

test('a link that is too old: a new flow says so', async () => {
  const { world } = await setUp();
  const client = world.client('page');
  const { id } = await world.start(client);
  await world.submit(client, id, { method: 'link', email: EMAIL });
  world.pass(1_200_001);
  const answer = await world.follow(client, world.lastLink());
  expect(messagesOf(await world.stored(idIn(answer)))).toEqual([4060005]);
  expect(await sessionOf(world, client.cookies)).toBeUndefined();
});

test('a disabled identity is not signed in', async () => {
  const { world, ada } = await setUp();
  const client = world.client('native');
  const { id } = await world.start(client);
  await world.submit(client, id, { method: 'link', email: EMAIL });
  await updateIdentity(ada.id, (current) => ({ ...current, state: 'inactive' }), world.updates);
  const browser = world.client('page');
  const answer = await world.follow(browser, world.lastLink());
  expect(await world.stored(idIn(answer))).toMatchObject({ type: 'browser', ui: { messages: [{ id: 4010011 }] } });
  expect(await sessionOf(world, browser.cookies)).toBeUndefined();
});

test('an address that nobody has: the same form, and a notice if that is wanted', async () => {
  for (const notifyUnknown of [false, true]) {
    const { world } = await setUp({ notifyUnknown });
    const forms = [];
    for (const email of [EMAIL, 'eve@example.org']) {
      const client = world.client('native');
      const { id } = await world.start(client);
      const answer = await world.submit(client, id, { method: 'link', email });
      forms.push(
        JSON.stringify(answer)
          .replaceAll(id, 'ID')
          .replaceAll(email, 'EMAIL')
          .replaceAll(/"\d{4}-[^"]*Z"/g, 'TIME'),
      );
    }
    expect(forms[1]).toBe(forms[0]);
    expect(world.sent.map(({ template, to }) => [template, to])).toEqual([
      ['recovery_valid', EMAIL],
      ...(notifyUnknown ? [['recovery_invalid', 'eve@example.org']] : []),
    ]);
  }
});

test('what is no address, at its field', async () => {
  const { world } = await setUp();
  const client = world.client('native');
  const { id } = await world.start(client);
  for (const [email, message] of [
    ['', 4000002],
    ['nobody', 4000040],
    ['a@example.org\r\nBcc: b@example.org', 4000040],
    [`${'x'.repeat(320)}@example.org`, 4000017],
  ]) {
    const answer = await world.submit(client, id, { method: 'link', email });
    expect(answer).toMatchObject({ kind: 'flow', status: 400, flow: { active: 'link' } });
    expect(messagesOf(await world.stored(id))).toEqual([message]);
  }
  expect(world.sent).toEqual([]);
});

test('a form of somebody else’s page sends nothing, and the flow goes on', async () => {
  const { world } = await setUp();
  const client = world.client('single-page app');
  const { id } = await world.start(client);
  const forged = { method: 'link', email: EMAIL, csrf_token: 'value-0#0' };
  expect(await world.submit(client, id, forged)).toMatchObject({
    kind: 'error',
    error: { id: 'security_csrf_violation', status: 403 },
  });
  expect(world.sent).toEqual([]);
  expect(await world.submit(client, id, { method: 'link', email: EMAIL })).toMatchObject({ kind: 'flow', status: 200 });
});

test('an address that is missing is asked for with an empty field', async () => {
  const { world } = await setUp();
  const client = world.client('native');
  const { id } = await world.start(client);
  await world.submit(client, id, { method: 'link', email: EMAIL });
  await world.submit(client, id, { method: 'link' });
  const fields = (await world.stored(id)).ui.nodes.filter(
    ({ attributes }) => 'name' in attributes && attributes.name === 'email',
  );
  expect(fields).toMatchObject([{ attributes: { type: 'email', value: '' }, messages: [{ id: 4000002 }] }]);
});

test('without the method nothing is sent and no link is followed', async () => {
  const { world, ada } = await setUp({ use: 'code', linkEnabled: false });
  const request = { identityId: ada.id, requestUrl: 'https://id.example.org/admin/recovery/link' };
  const { link } = await createRecoveryLink(request, world.byAdmin);
  const client = world.client('single-page app');
  expect(await world.follow(client, link)).toMatchObject({ kind: 'error', error: { status: 404 } });
  const { id } = await world.start(client);
  expect(await world.submit(client, id, { method: 'link', email: EMAIL })).toMatchObject({
    kind: 'error',
    error: { status: 404 },
  });
});
