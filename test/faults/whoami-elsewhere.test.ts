import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schemaUrl } from '../cli/configuration.ts';
import { emptyFolder, type Serving, serveZelos } from '../cli/program.ts';
import { createCookieJar } from '../clients/cookie-jar.ts';
import person from '../data/schemas/person.schema.json' with { type: 'json' };
import { csrfOf } from '../http/csrf-of.ts';
import { email as newEmail } from '../http/people.ts';
import { EMPTY_DATABASES, type EmptyDatabase } from '../server/empty-databases.ts';
import { call, createNativeApp, PASSWORD, SELF_SERVICE } from './native-app.ts';

// Two processes on one database. Whatever is done at one, the very next whoami at the other knows: there is no cache that
// could be late. Each look before a change gives such a cache the chance to fill.

const CONFIGURATION = {
  identity: { default_schema_id: 'person', schemas: [{ id: 'person', url: schemaUrl(person) }] },
  serve: { public: { base_url: 'http://accounts.test/', host: '127.0.0.1' }, admin: { host: '127.0.0.1' } },
  secrets: {
    default: ['elsewhere-default-0001'],
    cookie: ['elsewhere-cookie-00001'],
    cipher: ['elsewhere-cipher-000000000000001'],
  },
  hashers: { algorithm: 'bcrypt', bcrypt: { cost: 4 } },
  selfservice: { default_browser_return_url: 'http://127.0.0.1:4455/', ...SELF_SERVICE },
};
const ROUNDS = 5;

type BrowserFlow = Parameters<typeof csrfOf>[0] & { readonly id: string };

interface Person {
  readonly id: string;
  readonly email: string;
  /** Headers with a session each: of a native app, of a browser. */
  readonly sessions: readonly { readonly id: string; readonly headers: Readonly<Record<string, string>> }[];
}

describe.each(EMPTY_DATABASES)('whoami at one of two processes on %s', (_, make) => {
  let folder: Awaited<ReturnType<typeof emptyFolder>>;
  let database: EmptyDatabase;
  let here: Serving;
  let there: Serving;

  beforeAll(async () => {
    folder = await emptyFolder();
    database = await make();
    await writeFile(join(folder.path, 'zelos.yml'), JSON.stringify(CONFIGURATION));
    const env = { DSN: database.dsn, DEV: 'true' };
    const start = () => serveZelos(['-c', 'zelos.yml', '--auto-migrate'], { cwd: folder.path, env });
    [here, there] = await Promise.all([start(), start()]);
  });
  afterAll(async () => {
    await Promise.all([here, there].map((server) => server?.stop()));
    await database.remove();
    await folder.remove();
  });

  async function browserSession(identifier: string) {
    const jar = createCookieJar();
    const headers = { accept: 'application/json', 'content-type': 'application/json' };
    const begun = (await (await jar.fetch(`${here.publicUrl}/self-service/login/browser`, { headers })).json()) as BrowserFlow;
    const body = JSON.stringify({ method: 'password', identifier, password: PASSWORD, csrf_token: csrfOf(begun) });
    const done = await jar.fetch(`${here.publicUrl}/self-service/login?flow=${begun.id}`, { method: 'POST', headers, body });
    expect(done.status).toBe(200);
    const { session } = (await done.json()) as { readonly session: { readonly id: string } };
    const cookie = [...jar.cookies].find(([name]) => name === 'ory_kratos_session')?.join('=') ?? '';
    return { id: session.id, headers: { cookie } };
  }

  /** Somebody with two sessions, both just seen at the other process. */
  async function somebody(): Promise<Person> {
    const email = newEmail();
    const { status, body } = await createNativeApp(here.publicUrl).signUp(email);
    expect(status).toBe(200);
    const native = { id: body.session.id, headers: { 'x-session-token': body.session_token } };
    const who = { id: body.identity.id, email, sessions: [native, await browserSession(email)] };
    await seen(who);
    return who;
  }

  const whoami = (session: Person['sessions'][number]) =>
    call(`${there.publicUrl}/sessions/whoami`, { headers: session.headers });

  /** Each session is valid there; what the answers say. */
  async function seen({ id, sessions }: Person) {
    const replies = [];
    for (const session of sessions) replies.push(await whoami(session));
    expect(replies.map(({ status }) => status)).toEqual(sessions.map(() => 200));
    expect(replies.map(({ body }) => [body.id, body.identity.id])).toEqual(sessions.map((session) => [session.id, id]));
    return replies.map(({ body }) => body.identity.traits);
  }

  async function refused(sessions: Person['sessions']) {
    for (const session of sessions) expect((await whoami(session)).status).toBe(401);
  }

  const patched = async ({ id }: Person, path: string, value: string) => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify([{ op: 'replace', path, value }]);
    const reply = await fetch(`${here.adminUrl}/admin/identities/${id}`, { method: 'PATCH', headers, body });
    expect(reply.status).toBe(200);
    await reply.arrayBuffer();
  };
  const removed = async (path: string) => expect((await call(`${here.adminUrl}${path}`, { method: 'DELETE' })).status).toBe(204);

  test('refuses a session that was revoked at the other, and takes the one that was not', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const who = await somebody();
      const [native, browser] = who.sessions as [Person['sessions'][number], Person['sessions'][number]];
      await removed(`/admin/sessions/${native.id}`);
      await refused([native]);
      expect((await whoami(browser)).status).toBe(200);
      await removed(`/admin/sessions/${browser.id}`);
      await refused(who.sessions);
    }
  });

  test('refuses a session that its owner ended at the other, by signing out or from another session', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const who = await somebody();
      const [native, browser] = who.sessions as [Person['sessions'][number], Person['sessions'][number]];
      const others = await call(`${here.publicUrl}/sessions`, { method: 'DELETE', headers: native.headers });
      expect([others.status, others.body.count]).toEqual([200, 1]);
      await refused([browser]);
      expect((await whoami(native)).status).toBe(200);
      const token = native.headers['x-session-token'] ?? '';
      expect((await createNativeApp(here.publicUrl).signOut(token)).status).toBe(204);
      await refused(who.sessions);
    }
  });

  test('refuses all sessions of an identity that was disabled at the other, until it is enabled', async () => {
    const who = await somebody();
    for (let round = 0; round < ROUNDS; round++) {
      await patched(who, '/state', 'inactive');
      await refused(who.sessions);
      await patched(who, '/state', 'active');
      await seen(who);
    }
  });

  test('shows the traits as they were just changed at the other', async () => {
    const who = await somebody();
    for (let round = 0; round < ROUNDS; round++) {
      const email = newEmail();
      await patched(who, '/traits/email', email);
      expect((await seen(who)).map((traits) => traits.email)).toEqual([email, email]);
    }
  });

  test('refuses the sessions of an identity that was deleted at the other', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const who = await somebody();
      await removed(`/admin/identities/${who.id}`);
      await refused(who.sessions);
    }
  });
});
