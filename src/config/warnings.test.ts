import { expect, test } from 'vitest';
import { loadConfig } from './load-config.ts';
import { MINIMAL, memoryInputs } from './testing/memory-inputs.ts';

const warningsOf = async (text: string, env: Record<string, string> = {}) =>
  (await loadConfig(memoryInputs({ 'a.yml': MINIMAL, 'b.yml': text }, { env }))).warnings.map(({ kind, key, place }) => [
    kind,
    key,
    place,
  ]);

test('a key whose feature does not exist is named with its place', async () => {
  const text =
    'tracing:\n  providers:\n    zipkin:\n      server_url: http://localhost\n    jaeger:\n      local_agent_address: a:1';
  expect(await warningsOf(text)).toEqual([
    ['not_implemented', 'tracing.providers.zipkin.server_url', 'b.yml:4:7'],
    ['not_implemented', 'tracing.providers.jaeger.local_agent_address', 'b.yml:6:7'],
  ]);
});

test('a list is one key, and a feature that is switched off is none', async () => {
  const text = `selfservice:
  methods:
    webauthn: { config: { rp: { id: a.example, display_name: A, origins: ['https://a.example', 'https://b.example'] } } }
    totp: { enabled: false }
    lookup_secret: { enabled: true }`;
  expect((await warningsOf(text)).map(([, key]) => key)).toEqual([
    'selfservice.methods.webauthn.config.rp.id',
    'selfservice.methods.webauthn.config.rp.display_name',
    'selfservice.methods.webauthn.config.rp.origins',
    'selfservice.methods.lookup_secret.enabled',
  ]);
});

test('what exists is not warned about', async () => {
  const text = `version: v1.3.0
revision: one
sqa-opt-out: true
serve: { public: { port: 5000, host: localhost, base_url: /x }, admin: { port: 5001, base_url: 'http://a' } }
log: { level: debug, format: json }
identity: { default_schema_id: default }
hashers: { algorithm: argon2, argon2: { iterations: 2 } }
session: { lifespan: 1h, earliest_possible_extend: 1m }
selfservice:
  allowed_return_urls: [/x]
  flows: { recovery: { enabled: true, use: link, lifespan: 1m, ui_url: /r } }
  methods: { code: { enabled: true, mfa_enabled: true, config: { lifespan: 1m } }, link: { enabled: true, config: { lifespan: 1m } } }
watch-courier: true
courier:
  message_retries: 1
  worker: { pull_count: 1, pull_wait: 1s }
  smtp: { connection_uri: 'smtp://localhost', from_name: Mail, headers: { X-A: b } }
  channels: [{ id: sms, request_config: { url: 'http://a', auth: { type: basic_auth, config: { user: u, password: p } } } }]
clients: { smtp: { disallow_private_ip_ranges: true }, web_hook: { header_allowlist: [Accept] } }
feature_flags: { faster_session_extend: true, choose_recovery_address: true }
database: { cleanup: { batch_size: 5, sleep: { tables: 1s } } }
zelos: { admin: { require_key: true }, hashing: { concurrency: 1, max_waiting: 5 }, batch: { all_failed_status: ok } }`;
  expect(await warningsOf(text)).toEqual([]);
});

test('a key without effect anywhere is told apart', async () => {
  expect(await warningsOf('preview: { default_read_consistency_level: eventual }')).toEqual([
    ['no_effect', 'preview.default_read_consistency_level', 'b.yml:1:12'],
  ]);
});

test('variables: what was not understood, what is probably misspelt, what the cluster sets', async () => {
  const env = {
    SERVE_PUBLIC_CORS_ENABLED: 'yes',
    SERVE_PUBLIC_BASEURL: 'https://a',
    IDENTITY_SCHEMAS_0_URI: 'file://a',
    COURIER_SERVICE_HOST: '10.0.0.1',
  };
  expect(await warningsOf('', env)).toEqual([
    ['suspicious', 'serve.public.cors.enabled', '$SERVE_PUBLIC_CORS_ENABLED'],
    ['suspicious', '', '$SERVE_PUBLIC_BASEURL'],
    ['suspicious', '', '$IDENTITY_SCHEMAS_0_URI'],
  ]);
});
