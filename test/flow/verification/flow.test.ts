import { describe, expect, test } from 'vitest';
import { ApiError } from '../../../src/error/api-error.ts';
import { FormFault } from '../../../src/form/form-fault.ts';
import { refused } from '../../../src/form/ui/messages/validation-messages.ts';
import type { ClientKind } from '../client.ts';
import { idIn, messagesOf, nodesOf, verificationWorld } from './world.ts';

const EMAIL = 'ada@example.org';

describe('beginning', () => {
  test('people are sent to the page, programs get the flow', async () => {
    const world = await verificationWorld();
    expect(await world.begin(world.client('page'))).toMatchObject({
      kind: 'redirect',
      status: 303,
      location: expect.stringMatching(/^https:\/\/app\.example\.org\/verification\?flow=/),
    });
    expect(await world.begin(world.client('native'))).toMatchObject({ kind: 'flow', status: 200, flow: { type: 'api' } });
    expect(await world.begin(world.client('single-page app'))).toMatchObject({ kind: 'flow', flow: { type: 'browser' } });
  });

  test('while it is disabled there are no flows, and none are shown', async () => {
    const world = await verificationWorld({ enabled: false });
    const app = world.client('native');
    expect(await world.begin(app)).toMatchObject({ error: { code: 'verification_disabled', status: 400 } });
    expect(await world.begin(world.client('page'))).toMatchObject({ location: expect.stringContaining('/error?id=') });
    expect(await world.fetchFlow(app, 'x')).toMatchObject({ error: { code: 'verification_disabled' } });
  });

  test.each([
    [{ codeEnabled: false }, '', 'verification_method_missing'],
    [{ use: 'link', linkEnabled: false }, '', 'verification_method_missing'],
    [{}, '?return_to=https%3A%2F%2Fevil.example', 'return_to_forbidden'],
  ] as const)('%j %s: %s, told even to people as it is', async (options, query, code) => {
    const world = await verificationWorld(options);
    for (const kind of ['page', 'native'] as const) {
      expect(await world.begin(world.client(kind), query)).toMatchObject({ kind: 'error', error: { code } });
    }
  });

  test('a hook that refuses ends it', async () => {
    const before = async () => Promise.reject(new ApiError('stub'));
    const world = await verificationWorld({ before: [{ name: 'no', before }] });
    expect(await world.begin(world.client('page'))).toMatchObject({ kind: 'error', error: { status: 500 } });
  });
});

describe('fetching', () => {
  test('only the browser that began it sees a flow', async () => {
    const world = await verificationWorld();
    const client = world.client('single-page app');
    const { id } = await world.start(client);
    expect(idIn(await world.fetchFlow(client, id))).toBe(id);
    expect(await world.fetchFlow(world.client('page'), id)).toMatchObject({ kind: 'error', error: { status: 403 } });
    expect(await world.fetchFlow(client, 'nonsense')).toMatchObject({ error: { status: 404 } });
  });

  test('one that is over', async () => {
    const world = await verificationWorld();
    const client = world.client('single-page app');
    const { id } = await world.start(client, '?return_to=%2Fhome');
    world.pass(3_600_001);
    expect(await world.fetchFlow(client, id)).toMatchObject({
      error: { status: 410, id: undefined, details: { return_to: '/home' } },
    });
  });
});

describe('submitting', () => {
  test('to no flow, or an unknown one', async () => {
    const world = await verificationWorld();
    const client = world.client('native');
    expect(await world.follow(client, '/self-service/verification')).toMatchObject({ error: { code: 'flow_id_missing' } });
    const url = '/self-service/verification?flow=00000000-0000-4000-8000-000000000000';
    expect(await world.follow(client, url)).toMatchObject({ error: { code: 'flow_unknown_restart', status: 404 } });
  });

  test.each<[ClientKind, string]>([
    ['page', '/verification?flow='],
    ['single-page app', '/self-service/verification/flows?id='],
    ['native', '/self-service/verification/flows?id='],
  ])('too late: %s', async (kind, location) => {
    const world = await verificationWorld();
    await world.person({ email: EMAIL });
    const client = world.client(kind);
    const { id, requestUrl } = await world.start(client, '?return_to=%2Fhome');
    await world.submit(client, id, { method: 'code', email: EMAIL });
    world.pass(3_600_001);
    const before = client.cookies.get('csrf');
    const answer = await world.submit(client, id, { code: world.lastCode() });
    expect(answer).toMatchObject({ kind: 'redirect', status: 303, location: expect.stringContaining(location) });
    const next = await world.stored(idIn(answer));
    expect(next).toMatchObject({ type: 'browser', requestUrl, state: 'choose_method' });
    expect(messagesOf(next)).toEqual([4070005]);
    if (kind !== 'native') {
      expect(client.cookies.get('csrf')).not.toBe(before);
      expect(idIn(await world.fetchFlow(client, next.id))).toBe(next.id);
    }
  });

  test('neither the method of the flow nor the configured one is left', async () => {
    const world = await verificationWorld();
    const { id } = await world.start(world.client('page'));
    const without = await verificationWorld({ codeEnabled: false, store: world.store });
    without.pass(3_600_001);
    expect(await without.submit(without.client('page'), id, {})).toMatchObject({
      location: expect.stringContaining('/error?id='),
    });
  });
});

describe('hooks after it', () => {
  test('see the identity as it is now; what they refuse leaves the address verified', async () => {
    const seen: unknown[] = [];
    const world = await verificationWorld({
      after: [
        {
          name: 'look',
          async afterVerification({ identity, flow }) {
            seen.push([JSON.parse(identity.verifiableAddresses)[0].verified, flow.state]);
            return undefined;
          },
        },
        { name: 'no', afterVerification: () => Promise.reject(new FormFault([{ message: refused('no') }])) },
      ],
    });
    const ada = await world.person({ email: EMAIL });
    const client = world.client('single-page app');
    const { id } = await world.start(client);
    await world.submit(client, id, { method: 'code', email: EMAIL });
    const answer = await world.submit(client, id, { code: world.lastCode() });
    expect(seen).toEqual([[true, 'passed_challenge']]);
    expect(answer).toMatchObject({ kind: 'error', error: { id: 'self_service_flow_replaced' } });
    expect(messagesOf(await world.stored(idIn(answer)))).toEqual([4000001]);
    expect(await world.addressesOf(ada.id)).toMatchObject([{ verified: true }]);
  });

  test('may answer themselves', async () => {
    const world = await verificationWorld({ after: [{ name: 'x', afterVerification: async () => ({ kind: 'nothing' }) }] });
    await world.person({ email: EMAIL });
    const client = world.client('native');
    const { id } = await world.start(client);
    await world.submit(client, id, { method: 'code', email: EMAIL });
    expect(await world.submit(client, id, { code: world.lastCode() })).toEqual({ kind: 'nothing' });
  });
});

describe('begun by itself', () => {
  test.each([
    ['/x?after_verification_return_to=%2Fb&return_to=%2Fa', '/x?return_to=%2Fb'],
    ['/x?return_to=%2Fa', '/x?return_to=%2Fa'],
    ['/x?after_verification_return_to=&return_to=%2Fa', '/x?return_to=%2Fa'],
  ])('%s leads back as %s', async (from, to) => {
    const world = await verificationWorld();
    const client = world.client('single-page app');
    const parent = { ...(await world.start(client)), requestUrl: `https://id.example.org${from}` };
    const ada = await world.person({ email: EMAIL });
    const flow = await world.stored(await world.startFrom(client, parent, ada));
    expect(flow).toMatchObject({ type: 'browser', state: 'sent_email', requestUrl: `https://id.example.org${to}` });
    expect(idIn(await world.fetchFlow(client, flow.id))).toBe(flow.id);
    expect(await world.addressesOf(ada.id)).toMatchObject([{ status: 'sent', verified: false }]);
  });

  test('when the address is gone by then, the flow is there and nothing is sent', async () => {
    const world = await verificationWorld();
    const client = world.client('native');
    const parent = await world.start(client);
    const ada = await world.person({ email: EMAIL });
    const { sent } = world;
    const before = sent.length;
    await world.store.identities.delete(ada.id);
    const flow = await world.stored(await world.startFrom(client, parent, ada));
    expect(flow).toMatchObject({ kind: 'verification', state: 'sent_email' });
    expect(await world.store.flows.secretsOf(flow.id)).toEqual([]);
    expect(sent).toHaveLength(before);
  });

  test('the form that waits for the code is stored, and the code with it', async () => {
    const world = await verificationWorld();
    const client = world.client('native');
    const parent = await world.start(client);
    const ada = await world.person({ email: EMAIL });
    const flow = await world.stored(await world.startFrom(client, parent, ada));
    expect(nodesOf(flow)).toContain('code text code');
    expect(await world.store.flows.secretsOf(flow.id)).toMatchObject([{ kind: 'code', identityId: ada.id, usedAt: null }]);
  });
});
