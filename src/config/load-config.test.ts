import { describe, expect, test } from 'vitest';
import { loadConfig } from './load-config.ts';
import { systemInputs } from './system-inputs.ts';
import { MINIMAL, memoryInputs } from './testing/memory-inputs.ts';

const load = (texts: Record<string, string>, more: Parameters<typeof memoryInputs>[1] = {}) =>
  loadConfig(memoryInputs(texts, more));

const WITHOUT_SECRETS = MINIMAL.slice(0, MINIMAL.indexOf('secrets:'));

describe('precedence', () => {
  const file = `${MINIMAL}\nlog: { level: debug }\n`;

  test('defaults < files < flags < environment', async () => {
    expect((await load({ 'a.yml': MINIMAL })).config.log.level).toBe('info');
    expect((await load({ 'a.yml': file })).config.log.level).toBe('debug');
    expect((await load({ 'a.yml': file, 'b.yml': 'log: { level: trace }' })).config.log.level).toBe('trace');
    expect((await load({ 'a.yml': file }, { flags: { 'log-level': 'error' } })).config.log.level).toBe('error');
    const env = { LOG_LEVEL: 'fatal' };
    expect((await load({ 'a.yml': file }, { flags: { 'log-level': 'error' }, env })).config.log.level).toBe('fatal');
  });

  test('files are merged key by key, lists replaced', async () => {
    const above = 'identity: { schemas: [{ id: other, url: "base64://e30=" }] }\nsession: { lifespan: 2h }\n';
    const { config } = await load({ 'a.yml': `${MINIMAL}\nsession: { earliest_possible_extend: 1h }`, 'b.yaml': above });
    expect(config.identity.schemas.map(({ id }) => id)).toEqual(['other']);
    expect(config.session).toMatchObject({ lifespanMs: 7_200_000, earliestPossibleExtendMs: 3_600_000 });
  });

  test('the environment merges lists by index and cannot clear them', async () => {
    const file = MINIMAL.replace('- id: default', '- { id: second, url: "base64://e30=" }\n    - id: default');
    const env = { IDENTITY_SCHEMAS_0_ID: 'first', IDENTITY_SCHEMAS: '[]' };
    const { config } = await load({ 'a.yml': file }, { env });
    expect(config.identity.schemas.map(({ id, url }) => [id, url])).toEqual([
      ['first', 'base64://e30='],
      ['default', 'file:///etc/person.schema.json'],
    ]);
  });
});

describe('development mode', () => {
  const file = `${MINIMAL}\ndev: true\nhashers: { bcrypt: { cost: 4 } }\n`;

  test('is not taken from a file', async () => {
    const { config, values, warnings } = await load({ 'a.yml': file });
    expect([config.dev, values.dev, config.hashers.bcrypt.cost]).toEqual([false, undefined, 12]);
    expect(warnings.map(({ key }) => key)).toEqual(expect.arrayContaining(['dev', 'hashers.bcrypt.cost']));
  });

  test.each([
    ['the flag', { flags: { dev: true } }],
    ['the environment', { env: { DEV: 'true' } }],
    ['a file, for commands that allow it', { devFromFiles: true }],
  ])('is taken from %s, and takes a low cost as it stands', async (_, more) => {
    const { config, warnings } = await load({ 'a.yml': file }, more);
    expect([config.dev, config.hashers.bcrypt.cost]).toEqual([true, 4]);
    expect(warnings).not.toContainEqual(expect.objectContaining({ key: 'hashers.bcrypt.cost' }));
  });

  test('is switched off by the environment over the flag', async () => {
    expect((await load({ 'a.yml': MINIMAL }, { flags: { dev: true }, env: { DEV: 'false' } })).config.dev).toBe(false);
  });
});

describe('base URLs', () => {
  test.each([
    ['', {}, 'https://machine:4433/'],
    ['', { flags: { dev: true } }, 'http://machine:4433/'],
    ['serve: { public: { host: "", port: 80 } }', {}, 'https://machine:80/'],
    ['serve: { public: { host: auth.example } }', {}, 'https://auth.example:4433/'],
    ['serve: { public: { host: "::1" } }', {}, 'https://[::1]:4433/'],
    ['serve: { public: { base_url: https://auth.example } }', {}, 'https://auth.example'],
    ['serve: { public: { base_url: https://auth.example/a/ } }', {}, 'https://auth.example/a/'],
  ])('%s %j', async (text, more, url) => {
    expect((await load({ 'a.yml': `${MINIMAL}\n${text}` }, more)).config.public.baseUrl).toBe(url);
  });
});

describe('what follows from other keys', () => {
  test('lanes of argon2 from the processors', async () => {
    expect((await load({ 'a.yml': MINIMAL })).config.hashers.argon2).toMatchObject({ parallelism: 4, memoryBytes: 134_217_728 });
  });

  test('a size that goes on after its unit is replaced, with a warning', async () => {
    const { config, warnings } = await load({ 'a.yml': `${MINIMAL}\nhashers: { argon2: { memory: 64MB or so } }` });
    expect(config.hashers.argon2.memoryBytes).toBe(134_217_728);
    expect(warnings).toContainEqual(expect.objectContaining({ kind: 'changed', key: 'hashers.argon2.memory' }));
  });

  test('codes as first factor switch codes on', async () => {
    const text = 'selfservice: { methods: { code: { enabled: false, passwordless_enabled: true } } }';
    const { config } = await load({ 'a.yml': MINIMAL, 'b.yml': text });
    expect(config.selfservice.methods.code).toMatchObject({ enabled: true, passwordlessEnabled: true });
  });

  test('a default schema that is not in the list is pointed out', async () => {
    const { warnings } = await load({ 'a.yml': MINIMAL, 'b.yml': 'identity: { default_schema_id: people }' });
    expect(warnings).toContainEqual(expect.objectContaining({ kind: 'suspicious', key: 'identity.default_schema_id' }));
  });

  test('the configuration cannot be changed', async () => {
    const { config, values } = await load({ 'a.yml': MINIMAL });
    expect([config, config.identity.schemas, config.secrets.default, values.session].every(Object.isFrozen)).toBe(true);
  });
});

describe('secrets', () => {
  test('a missing list is that of secrets.default', async () => {
    const { config } = await load({ 'a.yml': MINIMAL, 'b.yml': 'secrets: { pagination: [pagination-secret-1] }' });
    const own = ['a-secret-of-some-length'];
    expect(config.secrets).toEqual({ default: own, cookie: own, pagination: ['pagination-secret-1'], cipher: [] });
  });

  test('without secrets.default they are made once and kept', async () => {
    const inputs = memoryInputs({ 'a.yml': WITHOUT_SECRETS });
    const first = await loadConfig(inputs);
    const second = await loadConfig(inputs);
    expect(first.config.secrets.default[0]).toMatch(/^\w{32}$/);
    expect(second.config.secrets).toEqual(first.config.secrets);
    expect(inputs.kept.has('/srv/zelos/data/secrets.json')).toBe(true);
    expect(first.warnings).toContainEqual(expect.objectContaining({ kind: 'notice', key: 'secrets.default' }));
  });

  test('where nothing can be written they last as long as the process, with a warning', async () => {
    const inputs = memoryInputs({ 'a.yml': WITHOUT_SECRETS });
    const readOnly = async () => {
      throw Object.assign(new Error('EROFS'), { code: 'EROFS' });
    };
    const { secretsOfProcess } = systemInputs();
    const ofProcess = { ...inputs, secretFiles: { ...inputs.secretFiles, mkdir: readOnly }, secretsOfProcess };
    const { config, warnings } = await loadConfig(ofProcess);
    expect(config.secrets.cookie[0]).toMatch(/^\w{32}$/);
    expect(warnings).toContainEqual(expect.objectContaining({ kind: 'suspicious', key: 'secrets.default' }));
    // A reload is no new process.
    expect((await loadConfig(ofProcess)).config.secrets).toEqual(config.secrets);
  });

  test('configured ones leave the disk alone', async () => {
    const inputs = memoryInputs({ 'a.yml': MINIMAL });
    await loadConfig(inputs);
    expect([...inputs.kept.keys()]).toEqual(['/srv/zelos/a.yml']);
  });
});

describe('the database', () => {
  test('is a file in the data folder when no dsn is set', async () => {
    const text = `${MINIMAL.replace('dsn: memory', '')}\nzelos: { data_dir: store }`;
    const { config, values, warnings } = await load({ 'a.yml': text });
    expect(config.dsn).toMatchObject({ kind: 'sqlite', file: '/srv/zelos/store/zelos.sqlite', memory: false });
    expect(values.dsn).toBe('sqlite:///srv/zelos/store/zelos.sqlite');
    expect(warnings).toContainEqual(expect.objectContaining({ kind: 'notice', key: 'dsn' }));
  });

  test('warns about parameters without effect', async () => {
    const { warnings } = await load({ 'a.yml': MINIMAL }, { env: { DSN: 'postgres://u:geheim@h/d?sslsni=1' } });
    expect(warnings).toContainEqual({
      kind: 'changed',
      key: 'dsn',
      message: 'dsn: the parameter sslsni of the database URL has no effect.',
    });
  });
});

describe('without files', () => {
  test('the built-in configuration is complete', async () => {
    const { config, warnings } = await load({});
    expect(config.public).toEqual({ host: '0.0.0.0', port: 4433, baseUrl: 'http://127.0.0.1:4433/', logsWithoutHealth: false });
    expect(config.admin).toEqual({ host: '127.0.0.1', port: 4434, baseUrl: 'http://127.0.0.1:4434/', logsWithoutHealth: false });
    expect(config.dsn).toMatchObject({ file: '/srv/zelos/data/zelos.sqlite' });
    expect(config.ciphers.algorithm).toBe('xchacha20-poly1305');
    expect(Buffer.byteLength(config.secrets.cipher[0] ?? '')).toBe(32);
    expect(config.featureFlags).toEqual({
      cacheableSessions: true,
      cacheableSessionsMaxAgeMs: 0,
      fasterSessionExtend: true,
      chooseRecoveryAddress: true,
      useContinueWithTransitions: true,
      legacyAllowInsecureOrigins: false,
      legacyContinueWithVerificationUi: false,
      legacyRequireVerifiedLoginError: false,
    });
    expect(config.selfservice.flows.recovery).toMatchObject({ enabled: true, use: 'code' });
    expect(config.cleanup).toEqual({ batchSize: 100, tablePauseMs: 60_000 });
    expect(warnings.map(({ kind }) => kind)).toEqual(['notice', 'notice', 'notice']);
  });

  test('has a schema with an e-mail address as identifier', async () => {
    const { config } = await load({});
    const document = JSON.parse(Buffer.from(config.identity.schemas[0]?.url.replace('base64://', '') ?? '', 'base64').toString());
    const { email, name } = document.properties.traits.properties;
    expect(email['ory.sh/kratos']).toMatchObject({
      credentials: { password: { identifier: true }, code: { identifier: true, via: 'email' }, totp: { account_name: true } },
      verification: { via: 'email' },
      recovery: { via: 'email' },
    });
    expect(Object.keys(name.properties)).toEqual(['first', 'last']);
  });

  test('follows the ports and URLs of the environment', async () => {
    const env = { SERVE_PUBLIC_PORT: '5000', SERVE_ADMIN_PORT: '5001', ZELOS_DATA_DIR: '/var/zelos' };
    const { config } = await load({}, { env });
    expect([config.public.baseUrl, config.admin.baseUrl]).toEqual(['http://127.0.0.1:5000/', 'http://127.0.0.1:5001/']);
    expect(config.selfservice.flows.recovery.uiUrl).toBe('http://127.0.0.1:5000/account/recovery');
    expect(config.dsn).toMatchObject({ file: '/var/zelos/zelos.sqlite' });
    const named = await load({}, { env: { SERVE_PUBLIC_BASE_URL: 'https://auth.example' } });
    expect(named.config.selfservice.defaultBrowserReturnUrl).toBe('https://auth.example');
    expect(named.config.selfservice.flows.recovery.uiUrl).toBe('https://auth.example/account/recovery');
  });

  test('nothing of it applies when there is a file', async () => {
    const { config } = await load({ 'a.yml': MINIMAL });
    expect([config.admin.host, config.ciphers.algorithm, config.featureFlags.fasterSessionExtend]).toEqual([
      '0.0.0.0',
      'noop',
      false,
    ]);
    expect(config.selfservice.methods.link.enabled).toBe(false);
  });
});

test('kinds of tokens live a minute and speak of the identity, unless they say otherwise', async () => {
  const templates =
    '{ plain: { jwks_url: "base64://e30=" }, full: { jwks_url: "file://k", ttl: 2h, subject_source: external_id, claims_mapper_url: "file://m" } }';
  const { config, warnings } = await load({
    'a.yml': `${MINIMAL}\nsession: { whoami: { tokenizer: { templates: ${templates} } } }`,
  });
  expect(Object.fromEntries(config.session.tokenizerTemplates)).toEqual({
    plain: { ttlMs: 60_000, jwksUrl: 'base64://e30=', claimsMapperUrl: undefined, subjectSource: 'id' },
    full: { ttlMs: 7_200_000, jwksUrl: 'file://k', claimsMapperUrl: 'file://m', subjectSource: 'external_id' },
  });
  expect(warnings.filter(({ key }) => key?.startsWith('session'))).toEqual([]);
});
