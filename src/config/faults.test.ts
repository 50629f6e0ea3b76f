import { describe, expect, test } from 'vitest';
import { ConfigError } from './faults.ts';
import { loadConfig } from './load-config.ts';
import { MINIMAL, memoryInputs } from './testing/memory-inputs.ts';

async function faultsOf(texts: Record<string, string>, more: Parameters<typeof memoryInputs>[1] = {}) {
  try {
    await loadConfig(memoryInputs(texts, more));
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new TypeError('a ConfigError was expected');
}

describe('places', () => {
  test('YAML: file, line and column of the key', async () => {
    const { faults, message } = await faultsOf({ 'a.yml': `${MINIMAL}\nserve:\n  public:\n    port: 99999\n` });
    const fault = {
      key: 'serve.public.port',
      expected: 'a whole number from 1 to 65535',
      found: '99999',
      file: 'a.yml',
      line: 14,
      column: 5,
    };
    expect(faults).toEqual([fault]);
    expect(message).toBe(`There is a fault in the configuration:

  serve.public.port  (a.yml:14:5)
    expected: a whole number from 1 to 65535
    found:    99999
`);
  });

  test('YAML: entries of lists, and what holds a missing key', async () => {
    const { faults } = await faultsOf({
      'a.yml': 'dsn: memory\nidentity:\n  schemas:\n    - url: file://a\n    - id: 5\n      url: file://b\nselfservice: {}\n',
    });
    expect(faults.map(({ key, line, column, found }) => [key, line, column, found])).toEqual([
      ['identity.schemas.0.id', 4, 7, undefined],
      ['identity.schemas.1.id', 5, 7, '5'],
      ['selfservice.default_browser_return_url', 7, 1, undefined],
    ]);
  });

  test('YAML: what came in through an alias is placed where it is written', async () => {
    const text = `${MINIMAL}\nserve:\n  public: &l\n    host: 5\n  admin: *l\n`;
    const { faults } = await faultsOf({ 'a.yml': text });
    expect(faults.map(({ key, line }) => [key, line])).toEqual([
      ['serve.public.host', 14],
      ['serve.admin.host', 14],
    ]);
  });

  test('JSON', async () => {
    const json =
      '{\n\t"dsn": "memory",\n\t"identity": { "schemas": [\n\t\t{ "id": "a", "url": "x" }\n\t] },\n\t"selfservice": { "default_browser_return_url": "/" }\n}';
    expect((await faultsOf({ 'a.json': json })).faults).toMatchObject([
      { key: 'identity.schemas.0.url', file: 'a.json', line: 4 },
    ]);
  });

  test('TOML', async () => {
    const toml =
      'dsn = "memory"\n[selfservice]\ndefault_browser_return_url = "/"\n[[identity.schemas]]\nid = "a"\nurl = "file://a"\n[[identity.schemas]]\nid = "b"\nurl = 5\n[session]\nlifespan = "1 day"\n';
    expect((await faultsOf({ 'a.toml': toml })).faults).toMatchObject(
      [
        { key: 'session.lifespan', line: 11, column: 1 },
        { key: 'identity.schemas.1.url', line: 9, column: 1 },
      ].sort((one, other) => one.key.localeCompare(other.key)),
    );
  });

  test('the last file that sets a key is named', async () => {
    const { faults } = await faultsOf({ 'a.yml': `${MINIMAL}\nlog: { level: info }`, 'b.yml': 'log:\n  level: warn' });
    expect(faults).toMatchObject([{ key: 'log.level', file: 'b.yml', line: 2, found: '"warn"' }]);
  });

  test('variables and flags are named, with what stands in the variable', async () => {
    const { faults, message } = await faultsOf(
      { 'a.yml': MINIMAL },
      { env: { SERVE_PUBLIC_PORT: 'abc' }, flags: { 'log-level': 'loud' } },
    );
    expect(faults).toMatchObject([
      { key: 'serve.public.port', variable: 'SERVE_PUBLIC_PORT', found: '"abc"' },
      { key: 'log.level', flag: 'log-level', found: '"loud"' },
    ]);
    expect(message).toContain('There are 2 faults in the configuration:');
    expect(message).toContain('serve.public.port  ($SERVE_PUBLIC_PORT)');
    expect(message).toContain('log.level  (--log-level)');
  });

  test('an entry that only the environment made is blamed on the environment', async () => {
    const { faults } = await faultsOf({ 'a.yml': MINIMAL }, { env: { IDENTITY_SCHEMAS_1_ID: 'b' } });
    expect(faults).toMatchObject([{ key: 'identity.schemas.1.url', variable: 'IDENTITY_SCHEMAS_1_ID' }]);
  });
});

describe('files that cannot be read', () => {
  test.each([
    ['a.yml', 'a: [', 1, 'YAML'],
    ['a.yml', 'a: 1\na: 2', 2, 'every key once'],
    ['a.yml', '- a', 1, 'object'],
    ['a.yml', 'x: *nowhere', 1, 'YAML'],
    ['a.json', '{\n"a": geheim }', 2, 'JSON'],
    ['a.json', '{ "a": 1, }', 1, 'JSON'],
    ['a.json', '[]', 1, 'object'],
    ['a.toml', 'a = 1\nb = geheim', 2, 'TOML'],
    ['a.ini', 'a=1', undefined, '.yaml, .yml, .json or .toml'],
  ])('%s: %j', async (name, text, line, part) => {
    const { faults, message } = await faultsOf({ [name]: text });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ key: '', file: name, ...(line !== undefined && { line }) });
    expect(message).toContain(part);
    expect(message).not.toContain('geheim');
  });

  test('a file that is not there', async () => {
    const { message } = await faultsOf({}, { files: ['missing.yml'] });
    expect(message).toContain('no such file');
    expect(message).toContain('/srv/zelos/missing.yml');
  });

  test('an empty file and an empty section say nothing', async () => {
    const { config } = await loadConfig(
      memoryInputs({ 'a.yml': MINIMAL, 'b.yml': '# nothing', 'c.yml': 'feature_flags:\ncourier:\n  # smtp\n' }),
    );
    expect(config.featureFlags.fasterSessionExtend).toBe(false);
  });

  test('permissions may be octal, and sections may refer to each other', async () => {
    const text = `${MINIMAL}\nserve:\n  public: &l { socket: { mode: 0755 } }\n  admin: { <<: *l, port: 5001 }\n`;
    const { values } = await loadConfig(memoryInputs({ 'a.yml': text }));
    expect([values.serve.public.socket.mode, values.serve.admin.socket.mode, values.serve.admin.port]).toEqual([493, 493, 5001]);
  });
});

describe('hints', () => {
  test.each([
    ['sesion: { lifespan: 1h }', 'sesion', 'Did you mean session?'],
    ['session: { life_span: 1h }', 'session.life_span', 'Did you mean lifespan?'],
    ['serve: { public: { basse-url: "/" } }', 'serve.public.basse-url', 'Did you mean base_url?'],
    ['session.lifespan: 1h', 'session.lifespan', 'Write it as nested objects; a dot in a key does not nest.'],
    [
      'privileged_session_max_age: 1h',
      'privileged_session_max_age',
      'There is selfservice.flows.settings.privileged_session_max_age.',
    ],
    ['log: { level: warn }', 'log.level', 'Did you mean warning?'],
    ['hashers: { algorithm: bcript }', 'hashers.algorithm', 'Did you mean bcrypt?'],
    ['version: 1', 'version', 'Put the value in quotes.'],
    ['serve: { public: { port: "80" } }', 'serve.public.port', 'Remove the quotes.'],
    ['zelos: { data_dri: x }', 'zelos.data_dri', 'Did you mean data_dir?'],
  ])('%s', async (text, key, hint) => {
    expect((await faultsOf({ 'a.yml': MINIMAL, 'b.yml': text })).faults).toMatchObject([{ key, hint, file: 'b.yml' }]);
  });

  test('lists and objects in variables are JSON', async () => {
    const { faults } = await faultsOf({ 'a.yml': MINIMAL }, { env: { SECRETS_COOKIE: '1234567890123456', SERVE_PUBLIC: 'x' } });
    expect(faults.map(({ key, hint }) => [key, hint?.replace(/,.*/, '')])).toEqual([
      ['serve.public', 'Write the object as JSON in the variable'],
      ['secrets.cookie', 'Write the list as JSON in the variable'],
    ]);
  });

  test('nothing is guessed when nothing is near', async () => {
    const { faults } = await faultsOf({ 'a.yml': MINIMAL, 'b.yml': 'qwertyuiop: 1' });
    expect(faults[0]?.hint).toBeUndefined();
  });
});

describe('secrets stay secret', () => {
  const provider = (more: string) =>
    `selfservice: { methods: { oidc: { config: { providers: [{ id: p, provider: generic, client_id: c, mapper_url: file://m, ${more} }] } } } }`;

  test.each([
    ['secrets: { default: [geheim] }', {}],
    ['secrets: { cookie: geheim }', {}],
    ['secrets: geheim', {}],
    ['ciphers: { algorithm: aes }\nsecrets: { cipher: [geheim] }', {}],
    [provider('client_secret: 55555'), {}],
    [provider('client_secret: x, apple_private_key: geheim'), {}],
    ['dsn: mysql://u:geheim@h/d', {}],
    ['courier: { smtp: { connection_uri: "http://u:geheim@h" } }', {}],
    ['courier: { http: { request_config: { headers: { Authorization: [geheim] } } } }', {}],
    ['serve: { public: { tls: { key: geheim } } }', {}],
    ['tracing: { providers: { otlp: { authorization_header: [geheim] } } }', {}],
    ['session: { whoami: { tokenizer: { templates: { t: { jwks_url: geheim } } } } }', {}],
    ['', { SELFSERVICE_METHODS_OIDC_CONFIG_PROVIDERS: '[{"client_secret":"geheim"' }],
    ['', { SECRETS_COOKIE: '"geheim-geheim-geheim"' }],
    ['', { COURIER: '{"smtp": geheim' }],
    ['', { COURIER_SMTP_CONNECTION_URI: 'imap://u:geheim@h' }],
  ])('%s %j', async (text, env) => {
    const { message } = await faultsOf({ 'a.yml': MINIMAL, 'b.yml': text }, { env });
    expect(message).not.toMatch(/geheim|55555/);
  });
});

describe('rules that tie keys together', () => {
  test.each([
    ['ciphers: { algorithm: aes }', 'secrets.cipher', 'exactly 32 characters'],
    ['ciphers: { algorithm: aes }\nsecrets: { cipher: [ä2345678901234567890123456789012] }', 'secrets.cipher.0', '32 bytes'],
    [
      'selfservice: { methods: { code: { passwordless_enabled: true, mfa_enabled: true } } }',
      'selfservice.methods.code.mfa_enabled',
      'false',
    ],
    ['selfservice: { methods: { webauthn: { enabled: true } } }', 'selfservice.methods.webauthn.config', 'an object'],
    [
      'selfservice: { methods: { webauthn: { config: { rp: { id: a, display_name: b, origin: "https://a", origins: [] } } } } }',
      'selfservice.methods.webauthn.config.rp.origin',
      'no origin beside origins',
    ],
    [
      'selfservice: { methods: { webauthn: { config: { rp: { id: a } } } } }',
      'selfservice.methods.webauthn.config.rp.display_name',
      'a text',
    ],
    [
      'selfservice: { methods: { passkey: { config: { rp: { id: a } } } } }',
      'selfservice.methods.passkey.config.rp.display_name',
      'a text',
    ],
    ['identity: { schemas: [{ id: a, url: "ftp://a" }] }', 'identity.schemas.0.url', 'file://'],
    ['selfservice: { default_browser_return_url: dashboard }', 'selfservice.default_browser_return_url', 'starts with a slash'],
    ['cookies: { secure: true }', 'cookies.secure', 'in quotes'],
    ['session: { lifespan: 1d }', 'session.lifespan', '1h30m'],
    ['session: { lifespan: 9999999h }', 'session.lifespan', '1h30m'],
    ['database: { cleanup: { sleep: { tables: 1h30m } } }', 'database.cleanup.sleep.tables', '90m'],
    ['secrets: { default: [aaaaaaaaaaaaaaaa, aaaaaaaaaaaaaaaa] }', 'secrets.default', 'none of them twice'],
    [
      'serve: { public: { cors: { allowed_origins: ["https://*.*.a"] } } }',
      'serve.public.cors.allowed_origins.0',
      'at most one *',
    ],
    [
      'selfservice: { flows: { login: { after: { hooks: [{ hook: session }] } } } }',
      'selfservice.flows.login.after.hooks.0.hook',
      'one of web_hook',
    ],
  ])('%s', async (text, key, part) => {
    const { faults } = await faultsOf({ 'a.yml': MINIMAL, 'b.yml': text });
    expect(faults.map((fault) => fault.key)).toEqual([key]);
    expect(faults[0]).toMatchObject({ expected: expect.stringContaining(part), line: expect.any(Number) });
    // What is missing is looked for where the section is.
    expect(faults[0]?.file).toBe(key === 'secrets.cipher' ? 'a.yml' : 'b.yml');
  });

  test('codes as one factor only, without an origin at all, and 1-byte secrets are fine', async () => {
    const text = `selfservice: { methods: { code: { mfa_enabled: true }, webauthn: { enabled: true, config: { rp: { id: a, display_name: b } } } } }
ciphers: { algorithm: aes }
secrets: { cipher: ['12345678901234567890123456789012'] }`;
    const { config } = await loadConfig(memoryInputs({ 'a.yml': MINIMAL, 'b.yml': text }));
    expect(config.selfservice.methods.code.mfaEnabled).toBe(true);
  });
});
