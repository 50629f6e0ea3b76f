import { createLocalJWKSet, exportJWK, generateKeyPair, type JWK, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { ApiError } from '../../error/api-error.ts';
import { createJsonnet } from '../../jsonnet/create-jsonnet.ts';
import { createSystemRandom } from '../../lib/random.ts';
import { createTokenizer, type TokenizedSession, type TokenizerTemplate } from './create-tokenizer.ts';

const NOW = Date.UTC(2026, 10, 27) / 1000;
const SESSION: TokenizedSession = { id: 'session-id', identityId: 'identity-id', externalId: 'external-id' };
const SESSION_JSON = '{"id":"session-id","identity":{"traits":{"email":"ada@example.org"}}}';
const base64 = (text: string) => `base64://${Buffer.from(text).toString('base64')}`;
const keySet = (...keys: readonly unknown[]) => base64(JSON.stringify({ keys }));

async function newKey(alg: string, kid = `key-${alg}`): Promise<{ secret: JWK; open: JWK }> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { secret: { ...(await exportJWK(privateKey)), alg, kid }, open: { ...(await exportJWK(publicKey)), alg, kid } };
}

function setUp(template: Partial<TokenizerTemplate>, files = new Map<string, string>()) {
  let micros = NOW * 1_000_000 + 900_000;
  const clock = { micros: () => micros };
  const readFile = async (path: string) => {
    const text = files.get(path);
    if (text === undefined) throw Object.assign(new Error('gone'), { code: 'ENOENT' });
    return Buffer.from(text);
  };
  const log = { warn: () => undefined };
  const noFetch = () => Promise.reject(new Error('nothing is to be fetched'));
  const whole: TokenizerTemplate = {
    ttlMs: 60_000,
    claimsMapperUrl: undefined,
    jwksUrl: keySet(),
    subjectSource: 'id',
    ...template,
  };
  const tokenizer = createTokenizer({
    templates: new Map([['api', whole]]),
    issuer: 'https://id.example/',
    jsonnet: createJsonnet({ fetch: noFetch, readFile, clock, log, wait: async () => undefined }),
    readFile,
    clock,
    random: createSystemRandom(),
  });
  const tokenize = (session = SESSION) => tokenizer.tokenize('api', session, SESSION_JSON);
  return { tokenizer, tokenize, pass: (minutes: number) => (micros += minutes * 60_000_000) };
}

async function verified(token: string, open: JWK) {
  return jwtVerify(token, createLocalJWKSet({ keys: [open] }), { currentDate: new Date(NOW * 1000) });
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((reason: unknown) => reason);
  if (error instanceof ApiError) return `${error.code}: ${error.reason}`;
  throw new Error(`no ApiError: ${String(error)}`);
}

describe('a token', () => {
  test.each(['ES256', 'ES512', 'RS256', 'RS512', 'PS256', 'EdDSA'])(
    'signed with %s verifies and says whose session it is',
    async (alg) => {
      const { secret, open } = await newKey(alg);
      const { tokenize } = setUp({ jwksUrl: keySet(secret), ttlMs: 90_000 });
      const { payload, protectedHeader } = await verified(await tokenize(), open);
      expect(protectedHeader).toEqual({ alg, kid: `key-${alg}`, typ: 'JWT' });
      expect(payload).toEqual({
        jti: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4/),
        iss: 'https://id.example/',
        sub: 'identity-id',
        sid: 'session-id',
        iat: NOW,
        nbf: NOW,
        exp: NOW + 90,
      });
    },
  );

  test('is signed with the first key', async () => {
    const [first, second] = [await newKey('ES256', 'first'), await newKey('ES256', 'second')];
    const { tokenize } = setUp({ jwksUrl: keySet(first.secret, second.secret) });
    expect((await verified(await tokenize(), first.open)).protectedHeader.kid).toBe('first');
  });

  test('has an id of its own', async () => {
    const { secret, open } = await newKey('ES256');
    const { tokenize } = setUp({ jwksUrl: keySet(secret) });
    const ids = await Promise.all([tokenize(), tokenize()].map(async (token) => (await verified(await token, open)).payload.jti));
    expect(new Set(ids).size).toBe(2);
  });

  test('speaks of the external id where the template says so', async () => {
    const { secret, open } = await newKey('ES256');
    const { tokenize } = setUp({ jwksUrl: keySet(secret), subjectSource: 'external_id' });
    expect((await verified(await tokenize(), open)).payload.sub).toBe('external-id');
    for (const externalId of [undefined, ''])
      expect(await codeOf(tokenize({ ...SESSION, externalId }))).toMatch(
        /^tokenizer_external_id_missing: The session's identity/,
      );
  });
});

describe('the claims mapper', () => {
  test('adds to the claims and replaces them, but for the subject', async () => {
    const { secret, open } = await newKey('ES256');
    const claimsMapperUrl = base64(
      `local session = std.extVar('session');
       local claims = std.extVar('claims');
       { claims: { sub: 'other', iss: 'mapped', exp: claims.exp + 1, sid: null, email: session.identity.traits.email } }`,
    );
    const { tokenize } = setUp({ jwksUrl: keySet(secret), claimsMapperUrl });
    const { payload } = await verified(await tokenize(), open);
    expect(payload).toMatchObject({
      sub: 'identity-id',
      iss: 'mapped',
      exp: NOW + 61,
      sid: null,
      email: 'ada@example.org',
      iat: NOW,
    });
  });

  test.each([
    ['error "no"', 'tokenizer_mapper_failed: Unable to execute tokenizer JsonNet.'],
    ['error "cancel"', 'tokenizer_mapper_failed: Unable to execute tokenizer JsonNet.'],
    ['{', 'tokenizer_mapper_failed: Unable to execute tokenizer JsonNet.'],
    ['local f(x) = f(x); f(1)', 'tokenizer_mapper_failed: Unable to execute tokenizer JsonNet.'],
    ['{}', 'tokenizer_claims_missing: Expected tokenizer JsonNet to return a claims object but it did not.'],
    ['{claims: []}', 'tokenizer_claims_missing: Expected tokenizer JsonNet to return a claims object but it did not.'],
    ['{claims: null}', 'tokenizer_claims_missing: Expected tokenizer JsonNet to return a claims object but it did not.'],
    ['[]', 'tokenizer_claims_missing: Expected tokenizer JsonNet to return a claims object but it did not.'],
  ])('%s ends in an error', async (text, code) => {
    const { secret } = await newKey('ES256');
    expect(await codeOf(setUp({ jwksUrl: keySet(secret), claimsMapperUrl: base64(text) }).tokenize())).toBe(code);
  });

  test('that cannot be read is a fault of the server', async () => {
    const { secret } = await newKey('ES256');
    const { tokenize } = setUp({ jwksUrl: keySet(secret), claimsMapperUrl: 'file:///etc/none.jsonnet' });
    await expect(tokenize()).rejects.toThrow('the snippet cannot be read: the file does not exist');
  });
});

describe('the key set', () => {
  test.each<[what: string, url: string, code: string]>([
    ['is no JSON', base64('no json'), 'tokenizer_keys_unreadable: failed to parse JWK set'],
    ['is a list', base64('[]'), 'tokenizer_keys_unreadable: failed to parse JWK set'],
    ['has no keys', base64('{}'), 'tokenizer_keys_unreadable: failed to parse JWK set'],
    ['has what is no key', keySet('a'), 'tokenizer_keys_unreadable: failed to parse JWK set'],
    ['is empty', keySet(), 'tokenizer_key_missing: Could not find key a suitable key for tokenization in the JWKS url.'],
    [
      'has no alg',
      keySet({ kty: 'EC' }),
      'tokenizer_key_algorithm: The JSON Web Key must include a valid "alg" parameter but "" was given.',
    ],
    [
      'has a strange alg',
      keySet({ kty: 'EC', alg: 'none' }),
      'tokenizer_key_algorithm: The JSON Web Key must include a valid "alg" parameter but "none" was given.',
    ],
    [
      'has half a key',
      keySet({ kty: 'EC', alg: 'ES256', crv: 'P-256' }),
      'tokenizer_key_unusable: Unable to decode the given private key.',
    ],
  ])('that %s is told', async (_, jwksUrl, code) => {
    expect(await codeOf(setUp({ jwksUrl }).tokenize())).toBe(code);
  });

  test('that is public cannot sign', async () => {
    const { open } = await newKey('ES256');
    expect(await codeOf(setUp({ jwksUrl: keySet(open) }).tokenize())).toBe(
      'tokenizer_signing_failed: Unable to sign JSON Web Token.',
    );
  });

  test('does not come over the network, and must be there', async () => {
    await expect(setUp({ jwksUrl: 'https://keys.example/' }).tokenize()).rejects.toThrow('file:// or base64:// only');
    await expect(setUp({ jwksUrl: 'file:///etc/none.json' }).tokenize()).rejects.toThrow('the file does not exist');
  });

  test('of a file is kept for an hour', async () => {
    const [old, fresh] = [await newKey('ES256', 'old'), await newKey('ES256', 'fresh')];
    const files = new Map([['/etc/keys.json', JSON.stringify({ keys: [old.secret] })]]);
    const { tokenize, pass } = setUp({ jwksUrl: 'file:///etc/keys.json', ttlMs: 10_000_000 }, files);
    const keyId = async () => JSON.parse(Buffer.from((await tokenize()).split('.')[0] ?? '', 'base64url').toString()).kid;
    expect(await keyId()).toBe('old');
    files.set('/etc/keys.json', JSON.stringify({ keys: [fresh.secret, old.secret] }));
    pass(59);
    expect(await keyId()).toBe('old');
    pass(1);
    expect(await keyId()).toBe('fresh');
  });
});

test('an unknown template is told', async () => {
  const { tokenizer } = setUp({});
  for (const name of ['x', '__proto__', ''])
    expect(await codeOf(tokenizer.tokenize(name, SESSION, SESSION_JSON))).toBe(
      `tokenizer_template_unknown: Unable to find tokenizer template "${name}".`,
    );
});
