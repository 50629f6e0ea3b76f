import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { email } from '../../http/people.ts';
import { type ServerUnderTest, startOnSqlite, wanted } from '../../http/server-under-test.ts';
import { createVisitor, shownIn, told, type WireFlow } from '../settings/visitor.ts';

const PASSWORD = 'ohWee7aiDeiz';
let server: ServerUnderTest;
beforeAll(async () => {
  server = await startOnSqlite({ selfservice: { flows: { login: { ui_url: 'http://127.0.0.1:4455/login' } } } });
});
afterAll(() => server.stop());

/** Sends a form and shows what became of it: messages and identifier; never the password. */
async function sent(visitor: ReturnType<typeof createVisitor>, id: string, fields: object) {
  const answer = await visitor.submit(id, { method: 'password', ...fields });
  const flow = visitor.kind === 'page' ? await visitor.fetch<WireFlow>(id) : wanted<WireFlow>(answer, 400);
  expect(answer.text + JSON.stringify(flow)).not.toContain('wrong password');
  return [...told(flow), shownIn(flow, 'identifier')];
}

describe.each(['page', 'app', 'native'] as const)('a login that is tried again: %s', (kind) => {
  test('shows what is wrong this time, and what was typed this time', async () => {
    const visitor = createVisitor(kind, server.open, {}, 'login');
    const { id } = await visitor.begin<WireFlow>();
    const address = email();
    expect(await sent(visitor, id, {})).toEqual(['identifier 4000002', 'password 4000002', '']);
    expect(await sent(visitor, id, { identifier: address })).toEqual(['password 4000002', address]);
    expect(await sent(visitor, id, { identifier: address, password: 'wrong password' })).toEqual(['4000006', address]);
    expect(await sent(visitor, id, { password: 'wrong password' })).toEqual(['identifier 4000002', '']);
    expect(await sent(visitor, id, { password_identifier: address, password: 'wrong password' })).toEqual(['4000006', address]);
    expect(await sent(visitor, id, { method: 'nothing' })).toEqual(['4010002', address]);
  });

  test('keeps the identifier of a form that asks who is signed in', async () => {
    const address = email();
    await server.create({ traits: { email: address }, credentials: { password: { config: { password: PASSWORD } } } });
    const before = createVisitor(kind, server.open, {}, 'login');
    const { id } = await before.begin<WireFlow>();
    const answer = await before.submit(id, { method: 'password', identifier: address, password: PASSWORD });
    const token = kind === 'native' ? answer.json<{ session_token: string }>().session_token : undefined;
    const visitor = token === undefined ? before : createVisitor(kind, server.open, { token }, 'login');
    const again = await visitor.begin<WireFlow>('?refresh=true');
    expect([...told(again), shownIn(again, 'identifier')]).toEqual(['1010003', address]);
    expect(await sent(visitor, again.id, { password: 'wrong password' })).toEqual(['identifier 4000002', address]);
  });
});
