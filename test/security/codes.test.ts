import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { email } from '../http/people.ts';
import { SERVERS } from '../http/server-under-test.ts';
import { type SelfServiceServer, startSelfService } from './self-service-server.ts';
import { createVisitor, type Visitor, type WireFlow } from './visitor.ts';

const TRIES = 5;

describe.each(SERVERS)('codes and links on %s', (_, start) => {
  let server: SelfServiceServer;
  beforeAll(async () => {
    server = await startSelfService({ selfservice: { methods: { code: { config: { max_submissions: TRIES } } } } }, start);
  });
  afterAll(() => server.stop());

  async function recovering(type: WireFlow['type'] = 'api') {
    const { id, address } = await server.person();
    const visitor = createVisitor(server.open, type);
    const flow = await visitor.begin('recovery');
    expect((await visitor.submit('recovery', flow, { method: 'code', email: address })).status).toBe(200);
    return { id, address, visitor, flow, code: await server.codeFor(address) };
  }

  const wrongs = (code: string, count: number) =>
    Array.from({ length: count }, (_, index) => String((Number(code) + index + 1) % 1_000_000).padStart(6, '0'));
  const enter = (visitor: Visitor, flow: WireFlow, code: string) => visitor.submit('recovery', flow, { method: 'code', code });
  /** Runs work side by side, over connections that are open already: nobody has a head start. */
  async function atOnce<T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> {
    const all = Array.from({ length: count }, (_, index) => index);
    await Promise.all(all.map(() => server.open.send('GET', '/health/ready')));
    return Promise.all(all.map(work));
  }
  const sessionsOf = (id: string) => server.look('SELECT id FROM sessions WHERE identity_id = $1', id);

  test('one code is one session, however many enter it at once', async () => {
    const { id, visitor, flow, code } = await recovering();
    await atOnce(8, () => enter(visitor, flow, code));
    expect(await sessionsOf(id)).toHaveLength(1);
    await enter(visitor, flow, code);
    expect(await sessionsOf(id)).toHaveLength(1);
  });

  test('one link is one session, however many follow it at once', async () => {
    const { id } = await server.person();
    const made = await server.admin.send('POST', '/admin/recovery/link', { json: { identity_id: id } });
    const { pathname, search } = new URL(made.json<{ recovery_link: string }>().recovery_link);
    const followed = await atOnce(8, () =>
      createVisitor(server.open).send('GET', pathname + search, { headers: { accept: 'text/html' } }),
    );
    expect(followed.map(({ status }) => status)).toEqual(Array(8).fill(303));
    expect(await sessionsOf(id)).toHaveLength(1);
  });

  test('the last try may be the right one, none after that', async () => {
    const [lucky, late] = [await recovering(), await recovering()];
    for (const code of wrongs(lucky.code, TRIES - 1)) await enter(lucky.visitor, lucky.flow, code);
    for (const code of wrongs(late.code, TRIES)) await enter(late.visitor, late.flow, code);
    for (const { visitor, flow, code } of [lucky, late]) await enter(visitor, flow, code);
    expect([(await sessionsOf(lucky.id)).length, (await sessionsOf(late.id)).length]).toEqual([1, 0]);
  });

  test('many who guess at once have no more tries than one', async () => {
    const { id, visitor, flow, code } = await recovering();
    const guesses = wrongs(code, 40);
    const answers = await atOnce(guesses.length, (index) => enter(visitor, flow, guesses[index] ?? ''));
    const judged = answers.filter(({ text }) => text.includes('4060006'));
    expect(judged).toHaveLength(TRIES);
    await enter(visitor, flow, code);
    expect(await sessionsOf(id)).toEqual([]);
  });

  test('a new code for a flow that was guessed at costs a message and ends the old one; its tries stay used', async () => {
    const { id, address, visitor, flow, code } = await recovering();
    for (const wrong of wrongs(code, TRIES)) await enter(visitor, flow, wrong);
    await visitor.submit('recovery', flow, { method: 'code', email: address });
    const fresh = await server.codeFor(address);
    for (const one of [code, fresh]) await enter(visitor, flow, one);
    expect(await server.messagesTo(address)).toHaveLength(2);
    expect(await sessionsOf(id)).toEqual([]);
  });

  test('a code opens the flow that it was sent for, and no other', async () => {
    const [ada, mallory] = [await recovering(), await recovering()];
    await enter(mallory.visitor, mallory.flow, ada.code);
    const verification = await mallory.visitor.begin('verification');
    await mallory.visitor.submit('verification', verification, { method: 'code', code: ada.code });
    expect([...(await sessionsOf(ada.id)), ...(await sessionsOf(mallory.id))]).toEqual([]);
    await enter(ada.visitor, ada.flow, ada.code);
    expect(await sessionsOf(ada.id)).toHaveLength(1);
  });

  test('of two who sign up with one form at once, one gets the account', async () => {
    const visitor = createVisitor(server.open, 'api');
    const flow = await visitor.begin('registration');
    const address = email();
    const fields = { method: 'password', 'traits.email': address, password: 'Zebra-91-crossing' };
    const answers = await atOnce(4, () => visitor.submit('registration', flow, fields));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400]);
    expect(await server.list(`?credentials_identifier=${address}`)).toHaveLength(1);
  });
});
