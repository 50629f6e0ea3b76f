import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { schemaUrl } from '../cli/configuration.ts';
import { emptyFolder, type Serving, serveZelos } from '../cli/program.ts';
import { cookieHeader, keepCookie } from '../clients/cookie-jar.ts';
import person from '../data/schemas/person.schema.json' with { type: 'json' };
import { csrfOf } from '../http/csrf-of.ts';
import { createDatabase, type TestDatabase } from '../storage/create-database.ts';
import { call, createNativeApp, type NativeApp, PASSWORD, type Reply, SELF_SERVICE } from './native-app.ts';

const PUBLIC_URL = 'http://accounts.test/';
const CONFIGURATION = {
  identity: { default_schema_id: 'person', schemas: [{ id: 'person', url: schemaUrl(person) }] },
  // What a balancer in front of them shows.
  serve: { public: { base_url: PUBLIC_URL, host: '127.0.0.1' }, admin: { host: '127.0.0.1' } },
  secrets: {
    default: ['two-servers-default-01'],
    cookie: ['two-servers-cookie-001'],
    cipher: ['two-servers-cipher-0000000000001'],
  },
  hashers: { algorithm: 'bcrypt', bcrypt: { cost: 4 } },
  feature_flags: { use_continue_with_transitions: true },
  selfservice: {
    default_browser_return_url: 'http://127.0.0.1:4455/',
    ...SELF_SERVICE,
    methods: { ...SELF_SERVICE.methods, code: { enabled: true } },
    flows: { ...SELF_SERVICE.flows, recovery: { enabled: true, ui_url: 'http://127.0.0.1:4455/recovery' } },
  },
};

let folder: Awaited<ReturnType<typeof emptyFolder>>;
let database: TestDatabase;
let servers: readonly [Serving, Serving];
let first: NativeApp;
let second: NativeApp;

beforeAll(async () => {
  folder = await emptyFolder();
  database = await createDatabase();
  await writeFile(join(folder.path, 'zelos.yml'), JSON.stringify(CONFIGURATION));
  const start = () =>
    serveZelos(['-c', 'zelos.yml', '--auto-migrate'], { cwd: folder.path, env: { DSN: database.url, DEV: 'true' } });
  servers = await Promise.all([start(), start()]);
  first = createNativeApp(servers[0].publicUrl);
  second = createNativeApp(servers[1].publicUrl);
});
afterAll(async () => {
  await Promise.all((servers ?? []).map((server) => server.stop()));
  await database.drop();
  await folder.remove();
});

const emails = (what: string, count: number) => Array.from({ length: count }, (_, index) => `${what}${index}@example.org`);
const identitiesOf = async (email: string) =>
  (await call(`${servers[1].adminUrl}/admin/identities?credentials_identifier=${encodeURIComponent(email)}`)).body as {
    id: string;
  }[];

test('a native app: signed in at one, known at the other; signed out there, refused here', async () => {
  expect((await first.signUp('native@example.org')).status).toBe(200);
  const { body } = await second.signIn('native@example.org');
  const token = body.session_token as string;
  expect((await first.whoami(token)).body.id).toBe(body.session.id);
  expect((await second.signOut(token)).status).toBe(204);
  expect((await first.whoami(token)).status).toBe(401);
  expect((await second.whoami(token)).status).toBe(401);
});

test('a browser: begun at one, submitted at the other, known and signed out everywhere', async () => {
  const [{ publicUrl: here }, { publicUrl: there }] = servers;
  const accept = { accept: 'application/json' };
  const jar = new Map<string, string>();
  const keep = ({ headers }: Reply) => {
    for (const line of headers.getSetCookie()) keepCookie(jar, line);
  };
  const cookie = () => ({ ...accept, cookie: cookieHeader(jar) });
  expect((await first.signUp('browser@example.org')).status).toBe(200);

  const begun = await call(`${here}/self-service/login/browser`, { headers: accept });
  keep(begun);
  const done = await call(`${there}/self-service/login?flow=${begun.body.id}`, {
    json: { method: 'password', identifier: 'browser@example.org', password: PASSWORD, csrf_token: csrfOf(begun.body) },
    headers: cookie(),
  });
  expect(done.status).toBe(200);
  keep(done);
  expect((await call(`${here}/sessions/whoami`, { headers: cookie() })).body.id).toBe(done.body.session.id);

  const { body } = await call(`${here}/self-service/logout/browser`, { headers: cookie() });
  const before = cookie();
  const out = await call(`${there}/self-service/logout?token=${body.logout_token}`, { headers: before });
  expect(out.status).toBe(204);
  for (const url of [here, there]) expect((await call(`${url}/sessions/whoami`, { headers: before })).status).toBe(401);
});

test('the same e-mail signs up at both at once: one of them has it', async () => {
  for (const email of emails('twin', 10)) {
    const replies = await Promise.all([first.signUp(email), second.signUp(email)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 400]);
    const refused = replies.find(({ status }) => status === 400);
    expect(refused?.body.ui.messages.map(({ id }: { id: number }) => id)).toEqual([4000007]);
    const winner = replies.find(({ status }) => status === 200)?.body.identity.id;
    expect((await identitiesOf(email)).map(({ id }) => id)).toEqual([winner]);
  }
});

test('the same recovery code at both at once: one of them is signed in', async () => {
  const { body } = await first.signUp('forgetful@example.org');
  for (let round = 0; round < 10; round++) {
    const made = await call(`${servers[0].adminUrl}/admin/recovery/code`, {
      json: { identity_id: body.identity.id, flow_type: 'api' },
    });
    const flow = new URL(made.body.recovery_link).searchParams.get('flow') ?? '';
    const send = (app: NativeApp) => app.submit('recovery', flow, { method: 'code', code: made.body.recovery_code });
    const replies = await Promise.all([send(first), send(second)]);
    const tokens = replies.filter((reply) => JSON.stringify(reply.body).includes('"ory_session_token":"'));
    expect(tokens).toHaveLength(1);
    const loser = replies.find((reply) => !tokens.includes(reply));
    expect(loser?.status).toBeGreaterThanOrEqual(400);
    expect(loser?.status).toBeLessThan(500);
  }
});

test('one is killed during sign-ups: at the other is every identity and session that was acknowledged', async () => {
  const waiting = emails('storm', 400);
  const acknowledged: { readonly email: string; readonly id: string; readonly token: string }[] = [];
  const unanswered: string[] = [];
  let killed: Promise<unknown> | undefined;

  async function worker() {
    for (let email = waiting.pop(); email !== undefined && unanswered.length < 16; email = waiting.pop()) {
      const reply = await first.signUp(email).catch(() => undefined);
      if (reply?.status === 200) {
        acknowledged.push({ email, id: reply.body.identity.id, token: reply.body.session_token });
        if (acknowledged.length === 60) killed = servers[0].stop('SIGKILL');
      } else {
        unanswered.push(email);
      }
    }
  }
  await Promise.all(Array.from({ length: 16 }, worker));
  await killed;
  expect(acknowledged.length).toBeGreaterThanOrEqual(60);
  expect(unanswered.length).toBeGreaterThan(0);

  for (const { email, id, token } of acknowledged) {
    const { status, body } = await second.whoami(token);
    expect([email, status, body.identity?.id]).toEqual([email, 200, id]);
    expect((await identitiesOf(email)).map((found) => found.id)).toEqual([id]);
  }
  // Nobody is there by halves: who got no answer either has an account that works, or can sign up.
  for (const email of unanswered) {
    const there = (await identitiesOf(email)).length;
    const reply = await (there > 0 ? second.signIn(email) : second.signUp(email));
    expect([email, there <= 1, reply.status]).toEqual([email, true, 200]);
  }
});
