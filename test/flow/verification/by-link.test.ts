import { expect, test } from 'vitest';
import type { ClientKind } from '../client.ts';
import { idIn, messagesOf, nodesOf, verificationWorld, type WorldOptions } from './world.ts';

const EMAIL = 'ada@example.org';

async function setUp(options: WorldOptions = {}) {
  const world = await verificationWorld({ use: 'link', ...options });
  return { world, ada: await world.person({ email: EMAIL }) };
}

test.each<ClientKind>(['page', 'single-page app', 'native'])('from the address to a verified one: %s', async (kind) => {
  const { world, ada } = await setUp();
  const client = world.client(kind);
  const { id } = await world.start(client);
  const form = ['default hidden csrf_token', 'link email email', 'link submit method'];
  expect(nodesOf(await world.stored(id))).toEqual(form);
  await world.submit(client, id, { method: 'link', email: EMAIL });
  const waiting = await world.stored(id);
  expect(waiting).toMatchObject({ state: 'sent_email', ui: { messages: [{ id: 1080001 }] } });
  expect(nodesOf(waiting)).toEqual(form);
  expect(waiting.ui.nodes[1]).toMatchObject({ attributes: { value: EMAIL } });
  expect(world.sent).toMatchObject([{ template: 'verification_valid', to: EMAIL, model: { expiresInMinutes: 20 } }]);
  expect(await world.addressesOf(ada.id)).toMatchObject([{ status: 'sent', verified: false }]);

  // Whoever follows it need not be the one that asked.
  const browser = world.client('page');
  expect(await world.follow(browser, world.lastLink())).toMatchObject({ kind: 'redirect', status: 303 });
  expect(idIn(await world.fetchFlow(browser, id))).toBe(id);
  const passed = await world.stored(id);
  expect(passed).toMatchObject({ state: 'passed_challenge', ui: { method: 'GET', messages: [{ id: 1080002 }] } });
  expect(nodesOf(passed)).toEqual(['default hidden csrf_token', 'link continue']);
  expect(await world.addressesOf(ada.id)).toMatchObject([{ status: 'completed', verified: true }]);

  // It is good once.
  const again = await world.follow(browser, world.lastLink());
  expect(messagesOf(await world.stored(idIn(again)))).toEqual([4070001]);
});

test('a link that is too old, one of another flow, one that is none', async () => {
  const { world, ada } = await setUp();
  const client = world.client('native');
  const { id } = await world.start(client);
  const { id: other } = await world.start(client);
  await world.submit(client, id, { method: 'link', email: EMAIL });
  const link = world.lastLink();
  const next = async (url: string) => {
    const answer = await world.follow(world.client('page'), url);
    expect(answer).toMatchObject({ kind: 'redirect', location: expect.stringContaining('/verification?flow=') });
    const flow = await world.stored(idIn(answer));
    expect(flow.type).toBe('browser');
    return messagesOf(flow);
  };
  expect(await next(link.replace(id, other))).toEqual([4070001]);
  expect(await next(link.replace(/token=.*/, 'token=nonsense'))).toEqual([4070001]);
  world.pass(1_200_001);
  expect(await next(link)).toEqual([4070005]);
  expect(await next(link)).toEqual([4070001]);
  expect(await world.addressesOf(ada.id)).toMatchObject([{ verified: false }]);
});

test('what is refused, and whom nobody knows', async () => {
  const { world } = await setUp();
  const client = world.client('native');
  const { id } = await world.start(client);
  for (const [body, messages] of [
    [{ method: 'link' }, [4000002]],
    [{ method: 'link', email: 'nope' }, [4000040]],
    [{ method: 'code', email: EMAIL }, [4010006]],
    [{ method: 'magic', email: EMAIL }, [4010006]],
  ] as const) {
    expect(await world.submit(client, id, body)).toMatchObject({ kind: 'flow', status: 400 });
    expect(messagesOf(await world.stored(id))).toEqual(messages);
  }
  await world.submit(client, id, { method: 'link', email: 'nobody@example.org' });
  expect(messagesOf(await world.stored(id))).toEqual([1080001]);
  expect(world.sent).toEqual([]);
});

test('begun by itself: a button to send it again, no message', async () => {
  const { world, ada } = await setUp();
  const client = world.client('single-page app');
  const flow = await world.stored(await world.startFrom(client, await world.start(client), ada));
  expect(nodesOf(flow)).toEqual(['default hidden csrf_token', 'link email email', 'link submit method', 'code submit email']);
  expect(messagesOf(flow)).toEqual([]);
  await world.follow(client, world.lastLink());
  expect(await world.addressesOf(ada.id)).toMatchObject([{ verified: true }]);
});
