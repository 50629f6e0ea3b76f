import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createEvaluator } from './evaluator.ts';

const TEST = fileURLToPath(new URL('../../test/', import.meta.url));
const SAMPLES = ['conformance/profiles', 'data/jsonnet'].flatMap((folder) =>
  readdirSync(TEST + folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.jsonnet'))
    .map((path) => `${folder}/${path}`),
);
const compile = createEvaluator();
const sample = (path: string) => compile(readFileSync(TEST + path, 'utf8'));

const traits = { email: 'ada@example.org', age: 36, name: { first: 'Ada', last: 'Lovelace' }, languages: ['en', 'fr'] };
const identity = { id: 'i', state: 'active', traits, verifiable_addresses: [{ value: traits.email, verified: true }] };
const session = {
  id: 's',
  active: true,
  identity,
  authenticator_assurance_level: 'aal1',
  authentication_methods: [{ method: 'password', aal: 'aal1' }],
};
const nodes = [{ type: 'input', group: 'default', attributes: { name: 'csrf_token' } }];
const ui = { method: 'POST', action: 'http://id.example', nodes };
const ctx = {
  flow: { id: 'f', type: 'browser', state: 'show_form', refresh: false, ui },
  identity,
  session,
  request_method: 'POST',
  request_url: 'http://id.example',
  request_headers: { 'User-Agent': ['x'] },
  request_cookies: { csrf_token_ab: 'x' },
  recipient: traits.email,
  subject: 'Hello',
  body: 'Text',
  template_type: 'login_code_valid',
  template_data: { login_code: '123456' },
  message_type: 'email',
};
const claims = {
  iss: 'https://op.example',
  sub: '1',
  email: 'ada@example.org',
  email_verified: true,
  nickname: 'nothing',
  raw_claims: { iat: 1 },
};
const json = (of: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(of).map(([name, value]) => [name, JSON.stringify(value)]));
const INPUTS = { tla: json({ ctx }), ext: json({ claims, identity: { traits, metadata_public: { sign_ins: 1 } }, session }) };

test('there are samples', () => expect(SAMPLES.length).toBeGreaterThan(15));

test.each(SAMPLES)('%s evaluates to an object', (path) => {
  expect(JSON.parse(sample(path)(INPUTS))).toBeTypeOf('object');
});

interface Tour {
  readonly identity: unknown;
  readonly documents: { readonly small: { readonly '<json>': readonly [string, unknown, string] } };
}

/** What the reference server sent from the tour of the language, once with a payload and once without. */
function recordedTours(node: unknown): readonly Tour[] {
  if (typeof node !== 'object' || node === null) return [];
  return 'texts' in node && 'documents' in node ? [node as unknown as Tour] : Object.values(node).flatMap(recordedTours);
}

describe('the tour of the language says what the reference server sent', () => {
  const tours = recordedTours(JSON.parse(readFileSync(`${TEST}conformance/recordings/hooks.json`, 'utf8')));
  const payload = { numbers: [5, -1, 2.5, 10], words: ['zebra', 'Ant', 'bee'], record: { a: false, x: [], y: { z: null } } };

  test.each([
    ['with a payload', 0, { transient_payload: payload }],
    ['without', 1, {}],
  ])('%s', (_, index, flow) => {
    const recorded = tours[index];
    if (!recorded) throw new Error('the recording is not there');
    const expected = {
      ...recorded,
      documents: { ...recorded.documents, small: JSON.stringify(recorded.documents.small['<json>'][1]) },
    };
    const told = sample('conformance/profiles/hooks/language.jsonnet')({
      tla: json({ ctx: { flow, identity: recorded.identity } }),
    });
    expect(JSON.parse(told)).toEqual(expected);
  });
});
