import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FlowKind } from '../../src/store/flow-store.ts';
import { csrfOf } from '../http/csrf-of.ts';
import { email } from '../http/people.ts';
import { PASSWORD, type SelfServiceServer, startSelfService } from './self-service-server.ts';
import { createVisitor, logIn, SESSION_COOKIE, whoIs } from './visitor.ts';

const KINDS: readonly FlowKind[] = ['login', 'registration', 'recovery', 'verification'];

describe('forms that a foreign page sends', () => {
  let server: SelfServiceServer;
  beforeAll(async () => {
    server = await startSelfService();
  });
  afterAll(() => server.stop());

  const fieldsFor = (kind: FlowKind, address: string) =>
    kind === 'registration'
      ? { method: 'password', 'traits.email': email(), password: PASSWORD }
      : { method: kind === 'login' ? 'password' : 'code', email: address, identifier: address, password: PASSWORD };

  /** What must be the same before and after. */
  const state = async () => [
    await server.look('SELECT count(*) FROM identities'),
    await server.look('SELECT count(*) FROM sessions'),
    await server.look('SELECT count(*) FROM courier_messages'),
  ];

  describe.each(KINDS)('%s', (kind) => {
    test.each(['no token', 'an empty token', 'the token of another browser', 'bytes of the right length', 'no cookie'])(
      'with %s does nothing',
      async (what) => {
        const { address } = await server.person();
        const other = createVisitor(server.open);
        const foreign = csrfOf(await other.begin(kind));
        for (const way of ['submit', 'post'] as const) {
          const visitor = createVisitor(server.open);
          const flow = await visitor.begin(kind);
          const token = {
            'no token': undefined,
            'an empty token': '',
            'the token of another browser': foreign,
            'bytes of the right length': Buffer.alloc(64).toString('base64'),
            'no cookie': csrfOf(flow),
          }[what];
          if (what === 'no cookie') visitor.cookies.clear();
          const before = await state();
          const answer = await visitor[way](kind, flow, { ...fieldsFor(kind, address), csrf_token: token });
          expect([200, 201]).not.toContain(answer.status);
          expect(visitor.cookies.has(SESSION_COOKIE)).toBe(false);
          expect(await state()).toEqual(before);
        }
      },
    );

    test.each<[string, Record<string, string>]>([
      ['an Origin', { origin: 'https://evil.example' }],
      ['a cookie', { cookie: 'a=b' }],
    ])('of a native app with %s does nothing', async (_, headers) => {
      const { address } = await server.person();
      const app = createVisitor(server.open, 'api');
      const flow = await app.begin(kind);
      const before = await state();
      const answer = await app.submit(kind, flow, fieldsFor(kind, address), headers);
      expect(answer.status, answer.text).toBeGreaterThanOrEqual(300);
      expect(answer.text).not.toContain('session_token":');
      expect(await state()).toEqual(before);
    });

    test('shows its form to nobody else', async () => {
      const flow = await createVisitor(server.open).begin(kind);
      const other = createVisitor(server.open);
      await other.begin(kind);
      for (const visitor of [other, createVisitor(server.open)]) {
        const { status, text } = await visitor.send('GET', `/self-service/${kind}/flows?id=${flow.id}`);
        expect([status, text.includes('"security_csrf_violation"')]).toEqual([403, true]);
      }
    });
  });

  test('settings: a password is not changed without the token, nor by the flow of somebody else', async () => {
    const [ada, mallory] = [await server.person(), await server.person()];
    const victim = createVisitor(server.open);
    const attacker = createVisitor(server.open);
    await logIn(victim, ada.address, PASSWORD);
    await logIn(attacker, mallory.address, PASSWORD);
    const [own, foreign] = [await victim.begin('settings'), await attacker.begin('settings')];
    const change = { method: 'password', password: 'Taken-over-by-mallory-1' };
    const answers = [
      await victim.submit('settings', own, { ...change, csrf_token: '' }),
      await victim.submit('settings', own, { ...change, csrf_token: csrfOf(foreign) }),
      await victim.submit('settings', foreign, change),
      await attacker.submit('settings', own, { ...change, csrf_token: csrfOf(foreign) }),
    ];
    for (const { status, text } of answers) expect(status, text).toBeGreaterThanOrEqual(400);
    for (const { address, id } of [ada, mallory]) {
      const visitor = createVisitor(server.open);
      await logIn(visitor, address, PASSWORD);
      expect(await whoIs(visitor)).toBe(id);
    }
  });
});
