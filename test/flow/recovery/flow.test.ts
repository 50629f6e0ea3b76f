import { describe, expect, test } from 'vitest';
import type { ClientKind } from '../client.ts';
import { flowIn, idIn, messagesOf, recoveryWorld } from './world.ts';

const EMAIL = 'ada@example.org';
const KINDS: ClientKind[] = ['page', 'single-page app', 'native'];

describe('beginning', () => {
  test('people are sent to the page, programs get the flow', async () => {
    const world = await recoveryWorld();
    expect(await world.begin(world.client('page'))).toMatchObject({
      kind: 'redirect',
      status: 303,
      location: expect.stringMatching(/^https:\/\/app\.example\.org\/recovery\?flow=/),
    });
    expect(await world.begin(world.client('native'))).toMatchObject({ kind: 'flow', status: 200, flow: { type: 'api' } });
  });

  test.each([
    [{ enabled: false }, 'recovery_disabled'],
    [{ codeEnabled: false }, 'recovery_method_missing'],
    [{ use: 'link', linkEnabled: false }, 'recovery_method_missing'],
  ] as const)('%j: %s', async (options, code) => {
    const world = await recoveryWorld(options);
    for (const kind of ['single-page app', 'native'] as const) {
      expect(await world.begin(world.client(kind))).toMatchObject({ kind: 'error', error: { code, status: 400 } });
    }
    expect(await world.begin(world.client('page'))).toMatchObject({ location: expect.stringContaining('/error?id=') });
  });

  test('a place to return to that is not allowed', async () => {
    const world = await recoveryWorld();
    const query = '?return_to=https%3A%2F%2Fevil.example';
    expect(await world.begin(world.client('native'), query)).toMatchObject({ error: { code: 'return_to_forbidden' } });
    expect(await world.begin(world.client('page'), query)).toMatchObject({ location: expect.stringContaining('/error?id=') });
  });
});

describe('fetching', () => {
  test('only the browser that began it sees a flow', async () => {
    const world = await recoveryWorld();
    const client = world.client('single-page app');
    const { id } = await world.start(client);
    expect(flowIn(await world.fetchFlow(client, id)).id).toBe(id);
    expect(await world.fetchFlow(world.client('page'), id)).toMatchObject({ kind: 'error', error: { status: 403 } });
    expect(await world.fetchFlow(client, 'nonsense')).toMatchObject({ error: { status: 404 } });
  });

  test('one that is over', async () => {
    const world = await recoveryWorld();
    const [browser, app] = [world.client('single-page app'), world.client('native')];
    const ids = [await world.start(browser, '?return_to=%2Fhome'), await world.start(app)].map(({ id }) => id);
    world.pass(3_600_001);
    const over = await world.fetchFlow(browser, ids[0] ?? '');
    expect(over).toMatchObject({ error: { status: 410, id: undefined, details: { return_to: '/home' } } });
    expect(await world.fetchFlow(app, ids[1] ?? '')).toMatchObject({
      error: {
        status: 410,
        id: 'self_service_flow_expired',
        reason: expect.stringMatching(/^The self-service flow expired 0\.0\d minutes ago/),
        details: { api: 'https://id.example.org/self-service/recovery/api' },
      },
    });
  });

  test('none while recovery is disabled', async () => {
    const world = await recoveryWorld({ enabled: false });
    expect(await world.fetchFlow(world.client('native'), 'x')).toMatchObject({ error: { code: 'recovery_disabled' } });
  });
});

describe('submitting', () => {
  test('to no flow, or an unknown one', async () => {
    const world = await recoveryWorld();
    const client = world.client('native');
    expect(await world.follow(client, '/self-service/recovery')).toMatchObject({ error: { code: 'flow_id_missing' } });
    const url = '/self-service/recovery?flow=00000000-0000-4000-8000-000000000000';
    expect(await world.follow(client, url)).toMatchObject({ error: { code: 'flow_unknown_restart', status: 404 } });
  });

  test('what no method knows; the flow goes on', async () => {
    const world = await recoveryWorld();
    await world.person({ email: EMAIL });
    const client = world.client('native');
    const { id } = await world.start(client);
    for (const body of [{}, { method: 'pigeon' }]) {
      const answer = await world.submit(client, id, body);
      expect(answer).toMatchObject({ kind: 'flow', status: 400, flow: { active: 'default' } });
      expect(messagesOf(flowIn(answer))).toEqual([4010005]);
    }
    expect(messagesOf(flowIn(await world.submit(client, id, { method: 'code', email: EMAIL })))).toEqual([1060003]);
  });

  test.each([
    ['', 4000002],
    ['no address', 4000040],
    ['a@b.example\r\nBcc: c@d.example', 4000040],
    ['<script>@b.example', 4000040],
    [`${'x'.repeat(320)}@b.example`, 4000017],
  ])('an address like %j', async (email, message) => {
    const world = await recoveryWorld();
    for (const kind of KINDS) {
      const client = world.client(kind);
      const { id } = await world.start(client);
      const answer = await world.submit(client, id, { method: 'code', email });
      expect(answer.kind).toBe(kind === 'page' ? 'redirect' : 'flow');
      expect(await world.stored(id)).toMatchObject({ state: 'choose_method', active: 'code' });
      expect(messagesOf(await world.stored(id))).toEqual([message]);
    }
    expect(world.sent).toEqual([]);
  });

  test('an address that mail carriers made up against the rules', async () => {
    const world = await recoveryWorld();
    await world.person({ second: 'a..b.@docomo.example' });
    const client = world.client('native');
    const { id } = await world.start(client);
    await world.submit(client, id, { method: 'code', email: 'a..b.@docomo.example' });
    expect(world.sent).toMatchObject([{ to: 'a..b.@docomo.example' }]);
  });

  test('to a disabled method', async () => {
    const world = await recoveryWorld();
    const client = world.client('native');
    const { id } = await world.start(client);
    const without = await recoveryWorld({ codeEnabled: false, store: world.store });
    expect(await without.submit(client, id, { method: 'code', email: EMAIL })).toMatchObject({ error: { status: 404 } });
  });

  test.each([true, false])('a form from elsewhere: a new flow of the browser that sent it (continue_with: %s)', async (flag) => {
    const world = await recoveryWorld({ continueWithTransitions: flag });
    for (const kind of ['page', 'single-page app'] as const) {
      const client = world.client(kind);
      const { id } = await world.start(client, '?return_to=%2Fhome');
      const csrf = client.cookies.get('csrf');
      const answer = await world.submit(client, id, { method: 'code', email: EMAIL, csrf_token: 'forged' });
      if (flag && kind === 'single-page app') {
        expect(answer).toMatchObject({
          error: {
            status: 403,
            id: 'security_csrf_violation',
            details: { continue_with: [{ flow: { url: expect.anything() } }] },
          },
        });
        continue;
      }
      const next = await world.stored(idIn(answer));
      expect(next.id).not.toBe(id);
      expect(next).toMatchObject({ type: 'browser', state: 'choose_method' });
      expect(next.requestUrl).not.toContain('home');
      expect(client.cookies.get('csrf')).not.toBe(csrf);
      expect(flowIn(await world.fetchFlow(client, next.id)).id).toBe(next.id);
    }
    expect(world.sent).toEqual([]);
  });

  test('a native flow is none for browsers', async () => {
    const world = await recoveryWorld();
    const { id } = await world.start(world.client('native'));
    const browser = world.client('single-page app');
    browser.cookies.set('any', 'cookie');
    const answer = await world.submit(browser, id, { method: 'code', email: EMAIL });
    expect(await world.stored(idIn(answer))).toMatchObject({ type: 'browser', ui: { messages: [{ id: 4000001 }] } });
    expect(world.sent).toEqual([]);
  });
});

describe('too late', () => {
  test.each([true, false])('a new flow takes its place (continue_with: %s)', async (flag) => {
    const world = await recoveryWorld({ continueWithTransitions: flag });
    for (const kind of KINDS) {
      const client = world.client(kind);
      const { id, requestUrl } = await world.start(client, '?return_to=%2Fhome');
      world.pass(3_600_001);
      const answer = await world.submit(client, id, { method: 'code', email: EMAIL });
      if (flag && kind === 'native') {
        expect(answer).toMatchObject({
          error: { status: 410, id: 'self_service_flow_expired', details: { continue_with: [{ action: 'show_recovery_ui' }] } },
        });
        continue;
      }
      const place =
        kind === 'page' ? 'https://app.example.org/recovery?flow=' : 'https://id.example.org/self-service/recovery/flows?id=';
      expect(answer).toMatchObject({ kind: 'redirect', status: 303, location: expect.stringContaining(place) });
      const next = await world.stored(idIn(answer));
      expect(next).toMatchObject({ type: kind === 'native' ? 'api' : 'browser', active: 'code', requestUrl });
      expect(messagesOf(next)).toEqual([4060005]);
    }
  });

  test('a native flow by link goes on as one of a browser', async () => {
    const world = await recoveryWorld({ use: 'link', continueWithTransitions: true });
    const client = world.client('native');
    const { id } = await world.start(client);
    world.pass(3_600_001);
    const answer = await world.submit(client, id, { method: 'link', email: EMAIL });
    expect(answer).toMatchObject({ location: expect.stringContaining('/self-service/recovery/flows?id=') });
    expect(await world.stored(idIn(answer))).toMatchObject({ type: 'browser', active: 'link' });
  });

  test('where no method is left, there is only the error', async () => {
    const world = await recoveryWorld();
    const client = world.client('page');
    const { id } = await world.start(client);
    world.pass(3_600_001);
    const without = await recoveryWorld({ codeEnabled: false, store: world.store });
    without.pass(3_600_001);
    expect(await without.submit(client, id, {})).toMatchObject({ location: expect.stringContaining('/error?id=') });
  });
});
