import { describe, expect, test } from 'vitest';
import { FormFault } from '../../../src/form/form-fault.ts';
import { refused } from '../../../src/form/ui/messages/validation-messages.ts';
import { updateIdentity } from '../../../src/identity/update.ts';
import { NOBODY } from '../../../src/method/flow-secrets.ts';
import { createRecoveryCode } from '../../../src/recovery/recovery-code.ts';
import type { ClientKind } from '../client.ts';
import { flowIn, idIn, messagesOf, recoveryWorld, wrong } from './world.ts';

const EMAIL = 'ada@example.org';
const names = ({ ui }: ReturnType<typeof flowIn>) =>
  ui.nodes.map((node) => node.type === 'input' && `${node.attributes.name} ${node.attributes.type}`);

async function setUp(options: Parameters<typeof recoveryWorld>[0] = {}) {
  const world = await recoveryWorld(options);
  return { world, ada: await world.person({ email: EMAIL }) };
}

/** The session that a client has, through its cookie. */
const sessionOf = (world: Awaited<ReturnType<typeof recoveryWorld>>, cookies: Map<string, string>) =>
  world.sessions.find({ cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') });

test.each<ClientKind>(['page', 'single-page app', 'native'])('from the address to a session: %s', async (kind) => {
  const { world, ada } = await setUp();
  const client = world.client(kind);
  const { id } = await world.start(client, '?return_to=https%3A%2F%2Fapp.example.org%2Fhome');
  expect(names(await world.stored(id))).toEqual(['csrf_token hidden', 'email email', 'method submit']);

  await world.submit(client, id, { method: 'code', email: 'ADA@example.org' });
  const waiting = await world.stored(id);
  expect(waiting).toMatchObject({ state: 'sent_email', active: 'code' });
  expect(names(waiting)).toEqual(['csrf_token hidden', 'code text', 'method hidden', 'method submit', 'email submit']);
  expect(messagesOf(waiting)).toEqual([1060003]);
  expect(world.sent).toMatchObject([
    { template: 'recovery_code_valid', via: 'email', to: EMAIL, model: { identity: { id: ada.id }, expiresInMinutes: 15 } },
  ]);

  await world.submit(client, id, { method: 'code', code: wrong(world.lastCode()) });
  expect(messagesOf(await world.stored(id))).toEqual([4060006]);

  const answer = await world.submit(client, id, { code: world.lastCode() });
  const [settings] = world.begun;
  const settingsPage = expect.stringMatching(/^https:\/\/app\.example\.org\/settings\?flow=/);
  if (kind === 'page') expect(answer).toEqual({ kind: 'redirect', status: 303, location: settingsPage });
  else
    expect(answer).toMatchObject({
      kind: 'error',
      error: { status: 422, id: 'browser_location_change_required', beside: { redirect_browser_to: settingsPage } },
    });
  expect(new URL(settings?.requestUrl ?? '').searchParams.get('return_to')).toBe('https://app.example.org/home');
  expect(settings).toMatchObject({ type: kind === 'native' ? 'api' : 'browser', messages: [{ id: 1060001 }] });
  expect(await world.stored(id)).toMatchObject({ state: 'passed_challenge', recoveredIdentityId: ada.id });

  const { verifiableAddresses } = (await world.store.identities.get(ada.id)) ?? expect.fail();
  expect(JSON.parse(verifiableAddresses)).toMatchObject([{ verified: true, status: 'completed' }]);
  if (kind === 'native') return;
  const caller = await sessionOf(world, client.cookies);
  expect(caller?.identity.id).toBe(ada.id);
  expect(JSON.parse(caller?.session.authenticationMethods ?? '')).toMatchObject([{ method: 'code_recovery', aal: 'aal1' }]);
});

test('with continue_with transitions programs get the flow, and native apps their token', async () => {
  const { world, ada } = await setUp({ continueWithTransitions: true });
  for (const kind of ['native', 'single-page app'] as const) {
    const client = world.client(kind);
    const { id } = await world.start(client);
    await world.submit(client, id, { method: 'code', email: EMAIL });
    const { state, continueWith } = flowIn(await world.submit(client, id, { code: world.lastCode() }));
    expect(state).toBe('passed_challenge');
    expect(continueWith.map(({ action }) => action)).toEqual(
      kind === 'native' ? ['set_ory_session_token', 'show_settings_ui'] : ['show_settings_ui'],
    );
    const [first] = continueWith;
    if (first?.action !== 'set_ory_session_token') continue;
    const caller = await world.sessions.find({ 'x-session-token': first.ory_session_token });
    expect(caller?.identity.id).toBe(ada.id);
  }
});

test('skip_settings leads straight back', async () => {
  const { world } = await setUp();
  const query = '?skip_settings=true&return_to=https%3A%2F%2Fapp.example.org%2Fhome';
  for (const kind of ['page', 'native'] as const) {
    const client = world.client(kind);
    const { id } = await world.start(client, query);
    await world.submit(client, id, { method: 'code', email: EMAIL });
    const answer = await world.submit(client, id, { code: world.lastCode() });
    if (kind === 'page') expect(answer).toEqual({ kind: 'redirect', status: 303, location: 'https://app.example.org/home' });
    else expect(flowIn(answer).continueWith).toMatchObject([{ action: 'set_ory_session_token' }]);
  }
  expect(world.begun).toEqual([]);
});

test('the place to return to after settings: the one of the flow, else the configured one, else none', async () => {
  const { world } = await setUp({ returnUrl: 'https://app.example.org/welcome' });
  const client = world.client('page');
  const { id } = await world.start(client);
  await world.submit(client, id, { method: 'code', email: EMAIL });
  await world.submit(client, id, { code: world.lastCode() });
  expect(world.begun[0]?.requestUrl).toContain('return_to=https%3A%2F%2Fapp.example.org%2Fwelcome');
});

describe('whether an address is somebody’s', () => {
  test.each<ClientKind>(['page', 'single-page app', 'native'])('does not show in any answer: %s', async (kind) => {
    const { world } = await setUp();
    const shapes = [];
    for (const email of [EMAIL, 'eve@example.org']) {
      const client = world.client(kind);
      const { id } = await world.start(client);
      const sent = await world.submit(client, id, { method: 'code', email });
      const after = await world.stored(id);
      const refusals = [];
      for (let i = 0; i < 6; i++) {
        const answer = await world.submit(client, id, { method: 'code', code: 'no code' });
        refusals.push([answer.kind, messagesOf(await world.stored(idIn(answer)))]);
      }
      const form = JSON.stringify(after.ui)
        .replaceAll(email, 'EMAIL')
        .replaceAll(/value-[0-9#]+/g, 'CSRF')
        .replaceAll(id, 'ID');
      shapes.push([sent.kind, after.state, form, refusals]);
    }
    expect(shapes[1]).toEqual(shapes[0]);
    expect(world.sent).toHaveLength(1);
  });

  test('does not show in the number of writes', async () => {
    const { world } = await setUp();
    let writes = 0;
    const { flows, ...store } = world.store;
    const counting: typeof flows = {
      ...flows,
      addSecrets(...args) {
        writes++;
        return flows.addSecrets(...args);
      },
    };
    const counted = await recoveryWorld({ store: { ...store, flows: counting } });
    const counts = [];
    for (const email of [EMAIL, 'eve@example.org']) {
      const client = counted.client('native');
      const { id } = await counted.start(client);
      writes = 0;
      const before = counted.sent.length;
      await counted.submit(client, id, { method: 'code', email });
      // Each message is one write of the courier.
      counts.push(writes + counted.sent.length - before);
    }
    expect(counts).toEqual([2, 2]);
  });

  test('does not show where a code of nobody is guessed', async () => {
    const { world } = await setUp();
    const client = world.client('native');
    const flow = await world.start(client);
    await world.submit(client, flow.id, { method: 'code', email: 'eve@example.org' });
    const [code] = await world.secrets.issueCodes(flow, [NOBODY], 'instead');
    expect(messagesOf(flowIn(await world.submit(client, flow.id, { code })))).toEqual([4060006]);
  });

  test('is told to the address, if that is wanted', async () => {
    const { world } = await setUp({ notifyUnknown: true });
    const client = world.client('native');
    const { id } = await world.start(client);
    await world.submit(client, id, { method: 'code', email: 'eve@example.org', transient_payload: { a: 1 } });
    expect(world.sent).toMatchObject([
      { template: 'recovery_code_invalid', to: 'eve@example.org', model: { transientPayload: { a: 1 } } },
    ]);
  });
});

describe('codes', () => {
  test('an earlier one ends when another is sent, and six tries are too many', async () => {
    const { world } = await setUp();
    const client = world.client('single-page app');
    const { id } = await world.start(client);
    await world.submit(client, id, { method: 'code', email: EMAIL });
    const first = world.lastCode();
    await world.submit(client, id, { method: 'code', email: EMAIL });
    expect(world.sent).toHaveLength(2);
    if (first !== world.lastCode()) {
      expect(messagesOf(flowIn(await world.submit(client, id, { code: first })))).toEqual([4060006]);
    } else await world.submit(client, id, { code: wrong(first) });
    for (let i = 0; i < 4; i++) await world.submit(client, id, { code: wrong(world.lastCode()) });
    const answer = await world.submit(client, id, { code: world.lastCode() });
    expect(answer).toMatchObject({ kind: 'redirect', location: expect.stringContaining('/self-service/recovery/flows?id=') });
    const next = await world.stored(idIn(answer));
    expect(next.id).not.toBe(id);
    expect(next).toMatchObject({ type: 'browser', state: 'choose_method', ui: { messages: [{ id: 4000001 }] } });
    expect(next.ui.messages?.[0]?.text).toContain('submitted too often');
  });

  test('one that is too old counts as wrong', async () => {
    const { world } = await setUp();
    const client = world.client('native');
    const { id } = await world.start(client);
    await world.submit(client, id, { method: 'code', email: EMAIL });
    world.pass(900_001);
    expect(messagesOf(flowIn(await world.submit(client, id, { code: world.lastCode() })))).toEqual([4060006]);
  });

  test('of another flow counts as wrong', async () => {
    const { world } = await setUp();
    const [one, two] = [world.client('native'), world.client('native')];
    const [a, b] = [await world.start(one), await world.start(two)];
    await world.submit(one, a.id, { method: 'code', email: EMAIL });
    const code = world.lastCode();
    await world.submit(two, b.id, { method: 'code', email: 'eve@example.org' });
    expect(messagesOf(flowIn(await world.submit(two, b.id, { code })))).toEqual([4060006]);
  });

  test('is good once: the second time there is a new flow', async () => {
    const { world } = await setUp();
    const client = world.client('native');
    const { id } = await world.start(client);
    await world.submit(client, id, { method: 'code', email: EMAIL });
    await world.submit(client, id, { code: world.lastCode() });
    const again = await world.submit(client, id, { code: world.lastCode() });
    expect(again).toMatchObject({ kind: 'redirect', location: expect.stringContaining('/recovery/flows?id=') });
    const email = await world.submit(client, id, { method: 'code', email: EMAIL });
    expect(messagesOf(await world.stored(idIn(email)))).toEqual([4060001]);
  });

  test('a GET uses none up', async () => {
    const { world, ada } = await setUp();
    const { link, code } = await createRecoveryCode(
      { identityId: ada.id, requestUrl: 'https://id.example.org/admin/recovery/code', type: 'browser' },
      world.byAdmin,
    );
    const client = world.client('page');
    const id = new URL(link).searchParams.get('flow') ?? '';
    await world.follow(client, `/self-service/recovery?flow=${id}&method=code&code=${code}`);
    expect(await sessionOf(world, client.cookies)).toBeUndefined();
    expect(await world.submit(client, id, { method: 'code', code })).toMatchObject({ kind: 'redirect' });
    expect(await sessionOf(world, client.cookies)).toBeDefined();
  });
});

test('a code that an administrator made works in any browser and verifies nothing', async () => {
  const { world, ada } = await setUp();
  const made = await createRecoveryCode(
    { identityId: ada.id, requestUrl: 'https://id.example.org/admin/recovery/code', type: 'browser' },
    world.byAdmin,
  );
  const id = new URL(made.link).searchParams.get('flow') ?? '';
  const client = world.client('single-page app');
  expect(names(flowIn(await world.fetchFlow(client, id)))).toEqual(['code text', 'method submit']);
  expect(messagesOf(flowIn(await world.submit(client, id, { code: wrong(made.code) })))).toEqual([4060006]);
  await world.submit(client, id, { code: made.code });
  expect((await sessionOf(world, client.cookies))?.identity.id).toBe(ada.id);
  const { verifiableAddresses } = (await world.store.identities.get(ada.id)) ?? expect.fail();
  expect(JSON.parse(verifiableAddresses)).toMatchObject([{ verified: false, status: 'pending' }]);
});

describe('sessions', () => {
  test('one that was put into the browser before is replaced', async () => {
    const { world } = await setUp();
    const client = world.client('page');
    const { id } = await world.start(client);
    await world.submit(client, id, { method: 'code', email: EMAIL });
    const eve = await world.person({ email: 'eve@example.org' });
    const row = (await world.store.identities.get(eve.id)) ?? expect.fail();
    const planted = world.sessions.start(row, [], { ip: null, userAgent: null, location: '' });
    await world.sessions.save(planted);
    const [name = '', value = ''] = (world.sessions.cookie(planted).split(';')[0] ?? '').split('=');
    client.cookies.set(name, value);
    const csrf = client.cookies.get('csrf');
    await world.submit(client, id, { code: world.lastCode() });
    const caller = await sessionOf(world, client.cookies);
    expect(caller?.token).not.toBe(planted.token);
    expect(caller?.session.id).not.toBe(planted.session.id);
    expect(caller?.identity.id).not.toBe(eve.id);
    expect(client.cookies.get('csrf')).not.toBe(csrf);
    // The browser can still look at its flow.
    expect(flowIn(await world.fetchFlow(client, id)).state).toBe('passed_challenge');
  });

  test('whoever has one needs no code', async () => {
    const { world } = await setUp();
    for (const kind of ['page', 'single-page app'] as const) {
      const client = world.client(kind);
      const { id } = await world.start(client);
      await world.submit(client, id, { method: 'code', email: EMAIL });
      await world.submit(client, id, { code: world.lastCode() });
      const refused = { kind: 'error', error: { code: 'recovery_with_session', status: 400 } };
      const expected = kind === 'page' ? { kind: 'redirect', status: 302, location: 'https://app.example.org/' } : refused;
      expect(await world.begin(client)).toMatchObject(expected);
      expect(await world.submit(client, id, { method: 'code', email: EMAIL })).toMatchObject(expected);
    }
  });

  test('there is none for a disabled identity: a new flow says so', async () => {
    const { world, ada } = await setUp({ continueWithTransitions: true });
    await updateIdentity(ada.id, (current) => ({ ...current, state: 'inactive' }), world.updates);
    for (const kind of ['page', 'single-page app'] as const) {
      const client = world.client(kind);
      const { id } = await world.start(client);
      await world.submit(client, id, { method: 'code', email: EMAIL });
      const answer = await world.submit(client, id, { code: world.lastCode() });
      expect(await sessionOf(world, client.cookies)).toBeUndefined();
      if (kind === 'page') expect(messagesOf(await world.stored(idIn(answer)))).toEqual([4010011]);
      else
        expect(answer).toMatchObject({
          kind: 'error',
          error: { id: 'identity_disabled', details: { continue_with: [{ action: 'show_recovery_ui' }] } },
        });
    }
  });
});

describe('hooks', () => {
  test('run before the session is stored, and what they throw ends on a new flow', async () => {
    const seen: string[] = [];
    const { world } = await setUp({
      after: [
        {
          name: 'refusing',
          async afterRecovery({ identity, started, flow }) {
            seen.push(flow.state, JSON.parse(identity.verifiableAddresses)[0].status);
            expect(await world.sessions.revoke(started.session.id)).toBe(false);
            throw new FormFault([{ message: refused('not today') }]);
          },
        },
      ],
    });
    const client = world.client('page');
    const { id } = await world.start(client);
    await world.submit(client, id, { method: 'code', email: EMAIL });
    const answer = await world.submit(client, id, { code: world.lastCode() });
    expect(seen).toEqual(['passed_challenge', 'completed']);
    expect(idIn(answer)).not.toBe(id);
    expect((await world.stored(idIn(answer))).ui.messages).toMatchObject([{ text: 'not today' }]);
    expect(await sessionOf(world, client.cookies)).toBeUndefined();
  });

  test('may answer by themselves', async () => {
    const { world } = await setUp({ after: [{ name: 'answering', afterRecovery: async () => ({ kind: 'nothing' }) }] });
    const client = world.client('page');
    const { id } = await world.start(client);
    await world.submit(client, id, { method: 'code', email: EMAIL });
    expect(await world.submit(client, id, { code: world.lastCode() })).toEqual({ kind: 'nothing' });
    expect(await sessionOf(world, client.cookies)).toBeUndefined();
  });

  test('before a flow: what they throw is answered as an error, to people too', async () => {
    const { world } = await setUp({
      before: [
        {
          name: 'refusing',
          before: async () => {
            throw new FormFault([{ message: refused('no') }]);
          },
        },
      ],
    });
    expect(await world.begin(world.client('page'))).toMatchObject({ kind: 'error', error: { status: 500 } });
  });
});
