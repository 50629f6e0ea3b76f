import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { headerOf, startMailSink } from '../../src/courier/testing/mail-sink.ts';
import { createZelos, type Log, type ReloadableZelos, type ZelosOptions } from '../../src/index.ts';
import { until } from '../courier/until.ts';
import { twoFreePorts } from './free-ports.ts';
import { mergeValues } from './merge-values.ts';

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

const schemaOf = (trait: string) => ({
  type: 'object',
  properties: {
    traits: {
      type: 'object',
      properties: {
        [trait]: { type: 'string', 'ory.sh/kratos': { credentials: { password: { identifier: true } } } },
      },
      additionalProperties: false,
    },
  },
});

let folder: string;
let zelos: ReloadableZelos;
let standard: object;

const write = (name: string, value: object) => writeFile(join(folder, name), JSON.stringify(value));
const configure = (changes: object) => write('kratos.json', mergeValues(standard, changes));

const start = (more: ZelosOptions = {}) =>
  createZelos({ files: [join(folder, 'kratos.json')], cwd: folder, env: { DEV: 'true' }, log: silent, ...more });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zelos-reload-'));
  const [publicPort, adminPort] = await twoFreePorts();
  const listener = (port: number) => ({ host: '127.0.0.1', port, base_url: `http://127.0.0.1:${port}/` });
  standard = {
    dsn: 'memory',
    serve: { public: listener(publicPort), admin: listener(adminPort) },
    hashers: { algorithm: 'bcrypt', bcrypt: { cost: 4 } },
    secrets: { default: ['test-default-secret-0001'] },
    identity: { default_schema_id: 'person', schemas: [{ id: 'person', url: `file://${folder}/person.json` }] },
    selfservice: {
      default_browser_return_url: 'http://127.0.0.1:4455/',
      methods: { password: { enabled: true, config: { haveibeenpwned_enabled: false } } },
      flows: { registration: { enabled: true, after: { password: { hooks: [{ hook: 'session' }] } } } },
    },
  };
  await write('person.json', schemaOf('name'));
  await configure({});
  zelos = await start();
});
afterEach(async () => {
  await zelos.close();
  await rm(folder, { recursive: true });
});

const get = (path: string, accept = 'application/json') => fetch(`${zelos.publicUrl}${path}`, { headers: { accept } });
const administer = (method: string, path: string, body?: object) =>
  fetch(`${zelos.adminUrl}${path}`, {
    method,
    headers: { accept: 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });

interface Node {
  readonly attributes: { readonly name: string; readonly value?: string };
  readonly messages: readonly { readonly id: number }[];
}

interface Flow {
  readonly id: string;
  readonly issued_at: string;
  readonly expires_at: string;
  readonly ui: { readonly action: string; readonly nodes: readonly Node[] };
}

const begin = async (flow: 'login' | 'registration' | 'verification') =>
  (await (await get(`/self-service/${flow}/api`)).json()) as Flow;

const submit = ({ ui }: Flow, password: string, traits: object = { name: 'ann' }) =>
  fetch(ui.action, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ method: 'password', password, traits }),
  });

const TOO_SHORT = 4000032;

test('the password policy, the lifespan of flows, the name of the cookie, the public URL', async () => {
  const flow = await begin('registration');
  await configure({
    selfservice: {
      methods: { password: { config: { min_password_length: 20 } } },
      flows: { registration: { lifespan: '2h' } },
    },
    session: { cookie: { name: 'new_name' } },
  });
  expect(await zelos.reload()).toEqual({ restartRequired: [] });

  const refused = await submit(flow, 'eleven-char');
  expect(refused.status).toBe(400);
  const { ui } = (await refused.json()) as Flow;
  expect(ui.nodes.flatMap(({ messages }) => messages.map(({ id }) => id))).toEqual([TOO_SHORT]);

  const { issued_at, expires_at } = await begin('registration');
  expect(Date.parse(expires_at) - Date.parse(issued_at)).toBe(2 * 3_600_000);

  const browser = await get('/self-service/registration/browser', 'application/json');
  const page = (await browser.json()) as Flow;
  const csrf = page.ui.nodes.find(({ attributes }) => attributes.name === 'csrf_token')?.attributes.value;
  const signedUp = await fetch(page.ui.action, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      cookie: (browser.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '',
    },
    body: JSON.stringify({ method: 'password', password: 'quite a long password', traits: { name: 'bo' }, csrf_token: csrf }),
  });
  expect(signedUp.status, await signedUp.text()).toBe(200);
  expect(signedUp.headers.getSetCookie().map((cookie) => cookie.split('=')[0])).toContain('new_name');

  await configure({ serve: { public: { base_url: 'https://id.example/' } } });
  await zelos.reload();
  expect((await begin('login')).ui.action).toMatch(/^https:\/\/id\.example\/self-service\/login\?flow=/);
});

test('the cost of password hashes; their kind waits for a restart', async () => {
  await configure({ hashers: { algorithm: 'argon2', bcrypt: { cost: 5 } } });
  expect(await zelos.reload()).toEqual({ restartRequired: ['hashers.algorithm'] });
  const credentials = { password: { config: { password: 'quite a long password' } } };
  const created = await administer('POST', '/admin/identities', { traits: { name: 'ann' }, credentials });
  const { id } = (await created.json()) as { id: string };
  const identity = await administer('GET', `/admin/identities/${id}?include_credential=password`);
  expect(await identity.text()).toContain('"hashed_password":"$2b$05$');
});

test('which other origins may call', async () => {
  const allowed = async (origin: string) =>
    (await fetch(`${zelos.publicUrl}/self-service/login/api`, { headers: { origin } })).headers.get(
      'access-control-allow-origin',
    );
  const allow = (origin: string) => configure({ serve: { public: { cors: { enabled: true, allowed_origins: [origin] } } } });
  expect(await allowed('https://app.example')).toBeNull();
  await allow('https://app.example');
  expect(await zelos.reload()).toEqual({ restartRequired: [] });
  expect(await allowed('https://app.example')).toBe('https://app.example');
  await allow('https://other.example');
  await zelos.reload();
  expect([await allowed('https://app.example'), await allowed('https://other.example')]).toEqual([null, 'https://other.example']);
});

test('with `watch` nobody has to ask', async () => {
  const revision = async (url: string) => (await fetch(`${url}/admin/health/config`)).text();
  await zelos.close();
  zelos = await start({ watch: true });
  await configure({ revision: 'two' });
  await until(async () => (await revision(zelos.adminUrl)) === 'two');
});

test('identity schemas: another document, another schema', async () => {
  expect((await administer('POST', '/admin/identities', { traits: { nick: 'ann' } })).status).toBe(400);
  await write('person.json', schemaOf('nick'));
  await write('robot.json', schemaOf('serial'));
  const schemas = ['person', 'robot'].map((id) => ({ id, url: `file://${folder}/${id}.json` }));
  await configure({ identity: { schemas } });
  await zelos.reload();
  expect((await administer('POST', '/admin/identities', { traits: { nick: 'ann' } })).status).toBe(201);
  expect((await administer('POST', '/admin/identities', { schema_id: 'robot', traits: { serial: '1' } })).status).toBe(201);
  const listed = (await (await get('/schemas')).json()) as { id: string }[];
  expect(listed.map(({ id }) => id)).toEqual(['person', 'robot']);
});

test('what cannot be used changes nothing, and /admin/health/config says why', async () => {
  const state = async () => (await (await administer('GET', '/admin/health/config')).json()) as Record<string, unknown>;
  const before = await state();
  expect(before).toEqual({
    revision: null,
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    loaded_at: expect.any(String),
    error: null,
    restart_required: [],
  });
  expect(await (await fetch(`${zelos.adminUrl}/admin/health/config`)).text()).toBe(before.hash);

  const refused = async () =>
    /^zelos_configuration_refused (.*)$/m.exec(await (await administer('GET', '/metrics/prometheus')).text())?.[1];
  expect(await refused()).toBe('0');
  await configure({ session: { lifespan: 'soon' }, revision: 'two' });
  await expect(zelos.reload()).rejects.toThrow('session.lifespan');
  expect(await state()).toEqual({ ...before, error: expect.stringContaining('session.lifespan') });
  expect(await refused()).toBe('1');
  await configure({ revision: 'two' });
  await writeFile(join(folder, 'person.json'), '{');
  await expect(zelos.reload()).rejects.toThrow('person.json');
  expect((await administer('POST', '/admin/identities', { traits: { name: 'ann' } })).status).toBe(201);

  await write('person.json', schemaOf('name'));
  await configure({ revision: 'two', log: { level: 'debug' } });
  expect(await zelos.reload()).toEqual({ restartRequired: ['log.level'] });
  const after = await state();
  expect(after).toMatchObject({ revision: 'two', error: null, restart_required: ['log.level'] });
  expect(after.hash).not.toBe(before.hash);
  expect(await refused()).toBe('0');
  expect(Date.parse(String(after.loaded_at))).toBeGreaterThanOrEqual(Date.parse(String(before.loaded_at)));
  expect(await (await fetch(`${zelos.adminUrl}/admin/health/config`)).text()).toBe('two');
});

test('messages: another mail server, and templates that are read anew', async () => {
  const sinks = await Promise.all([startMailSink(), startMailSink()]);
  const [first, second] = sinks;
  try {
    const templates = join(folder, 'templates/verification_code/valid');
    await mkdir(templates, { recursive: true });
    const changes = (port: number) => ({
      courier: {
        smtp: { connection_uri: `smtp://127.0.0.1:${port}/?disable_starttls=true` },
        template_override_path: join(folder, 'templates'),
      },
      selfservice: { methods: { code: { enabled: true } }, flows: { verification: { enabled: true, use: 'code' } } },
    });
    const email = { type: 'string', format: 'email', 'ory.sh/kratos': { verification: { via: 'email' } } };
    await write('person.json', { type: 'object', properties: { traits: { type: 'object', properties: { email } } } });
    await writeFile(join(templates, 'email.subject.gotmpl'), 'old');
    await configure(changes(first.port));
    await zelos.reload();
    expect((await administer('POST', '/admin/identities', { traits: { email: 'ann@example.org' } })).status).toBe(201);

    const verify = async () => {
      const { ui } = await begin('verification');
      return fetch(ui.action, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ method: 'code', email: 'ann@example.org' }),
      });
    };
    await verify();
    await until(() => first.mails.length === 1);
    await writeFile(join(templates, 'email.subject.gotmpl'), 'new');
    await configure(changes(second.port));
    await zelos.reload();
    await verify();
    await until(() => second.mails.length === 1);
    expect([first, second].map(({ mails }) => mails[0] && headerOf(mails[0], 'subject'))).toEqual(['old', 'new']);
  } finally {
    await Promise.all(sinks.map((sink) => sink.close()));
  }
});

test('whoever asks meanwhile is answered as ever', async () => {
  let isOver = false;
  const statuses = new Set<number>();
  const asking = Array.from({ length: 8 }, async () => {
    while (!isOver) statuses.add((await administer('GET', '/admin/identities')).status);
  });
  for (let times = 0; times < 10; times++) {
    await configure({ revision: String(times) });
    await zelos.reload();
  }
  isOver = true;
  await Promise.all(asking);
  expect([...statuses]).toEqual([200]);
});
