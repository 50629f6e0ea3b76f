import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonOf } from '../json/json-text.ts';
import { timestampOf } from '../lib/clock.ts';
import type { Credential } from './credential.ts';
import { oidcKind } from './oidc.ts';
import { samlKind } from './saml.ts';

const NOW = timestampOf(1_735_689_600_000_000);
const EARLIER = timestampOf(1_700_000_000_000_000);
const ORGANIZATION = 'ad6a7dac-4eef-4f09-8e58-c099c14b6c36';
const context = { now: NOW, hasher: { hash: async () => '' } };
const settings = { passwordMigrationHook: false, codePasswordless: false, codeSecondFactor: false };
const kinds = { oidc: oidcKind, saml: samlKind };

const link = (provider: string, subject: string, more: object = {}) => ({
  subject,
  provider,
  initial_id_token: '',
  initial_access_token: '',
  initial_refresh_token: '',
  ...more,
});

const credential = (type: 'oidc' | 'saml', providers: unknown, more: Partial<Credential> = {}): Credential => ({
  type,
  identifiers: ['google:1', 'github:2', 'apple:3'],
  config: jsonOf({ providers }),
  version: 0,
  createdAt: EARLIER,
  updatedAt: EARLIER,
  ...more,
});

const three = [link('google', '1'), link('github', '2'), link('apple', '3')];

const importing = async (type: 'oidc' | 'saml', providers: unknown, current?: Credential): Promise<Credential> => {
  const imported = await kinds[type].importInto?.(current, { providers }, context);
  if (!imported) throw new Error('the kind cannot be imported');
  return imported;
};

describe.each(['oidc', 'saml'] as const)('import of %s', (type) => {
  test('without a credential', async () => {
    const providers = [
      { provider: 'google', subject: '8812' },
      { provider: 'github', subject: '7', organization: ORGANIZATION.toUpperCase() },
      { provider: 'apple', subject: '9', organization: null },
    ];
    expect(await importing(type, providers)).toEqual({
      type,
      identifiers: ['google:8812', 'github:7', 'apple:9'],
      config:
        '{"providers":[{"subject":"8812","provider":"google","initial_id_token":"","initial_access_token":"","initial_refresh_token":""},' +
        `{"subject":"7","provider":"github","initial_id_token":"","initial_access_token":"","initial_refresh_token":"","organization":"${ORGANIZATION}"},` +
        '{"subject":"9","provider":"apple","initial_id_token":"","initial_access_token":"","initial_refresh_token":""}]}',
      version: 0,
      createdAt: NOW,
      updatedAt: NOW,
    });
  });

  test('behind what is linked already', async () => {
    const current = credential(type, three, { version: 1 });
    const next = await importing(
      type,
      [
        { provider: 'gitlab', subject: '4' },
        { provider: 'google', subject: '5' },
      ],
      current,
    );
    expect(next.identifiers).toEqual(['google:1', 'github:2', 'apple:3', 'gitlab:4', 'google:5']);
    expect(JSON.parse(next.config)).toEqual({ providers: [...three, link('gitlab', '4'), link('google', '5')] });
    expect([next.version, next.createdAt, next.updatedAt]).toEqual([1, EARLIER, NOW]);
  });

  test('of nothing leaves configuration and identifiers as they are', async () => {
    const current = credential(type, three);
    for (const providers of [undefined, null, []]) {
      expect(await importing(type, providers, current)).toEqual({ ...current, updatedAt: NOW });
    }
  });

  test('of a linked pair replaces the entry where it stands and keeps its tokens', async () => {
    const tokens = { initial_id_token: 'aa', initial_access_token: 'bb', initial_refresh_token: 'cc' };
    const current = credential(type, [link('google', '1', tokens), link('github', '2')]);
    const next = await importing(type, [{ provider: 'google', subject: '1', organization: ORGANIZATION }], current);
    expect(next.identifiers).toEqual(current.identifiers);
    expect(JSON.parse(next.config).providers).toEqual([
      link('google', '1', { ...tokens, organization: ORGANIZATION }),
      link('github', '2'),
    ]);
  });

  test('of the same pair twice in one request links it once', async () => {
    const pair = { provider: 'google', subject: '1' };
    expect((await importing(type, [pair, pair])).identifiers).toEqual(['google:1']);
  });

  test.each([{ provider: '', subject: '1' }, { provider: 'google', subject: '' }, { provider: 'google' }, { subject: '1' }, {}])(
    'of %j is refused',
    async (entry) => {
      await expect(importing(type, [{ provider: 'google', subject: '1' }, entry])).rejects.toMatchObject({
        code: 'provider_incomplete',
        reason: `credentials.${type}.config.providers[1] requires a non-empty provider and subject.`,
        details: { pointer: `/credentials/${type}/config/providers/1` },
      });
    },
  );

  test('refuses an organisation that is not a UUID', async () => {
    await expect(importing(type, [{ provider: 'google', subject: '1', organization: 'acme' }])).rejects.toMatchObject({
      code: 'credential_import',
      details: { pointer: `/credentials/${type}/config/providers/0/organization` },
    });
  });

  test('counts characters, not code units, of an identifier', async () => {
    const subject = '😀'.repeat(248);
    expect((await importing(type, [{ provider: 'google', subject }])).identifiers).toEqual([`google:${subject}`]);
    await expect(importing(type, [{ provider: 'google', subject: `${subject}x` }])).rejects.toMatchObject({
      code: 'value_too_long',
      details: { pointer: `/credentials/${type}/config/providers/0` },
    });
  });

  test('importing twice is importing once', async () => {
    const pair = fc.record({ provider: fc.constantFrom('a', 'b', 'a:b'), subject: fc.constantFrom('1', '2', 'b:1', '1:1') });
    await fc.assert(
      fc.asyncProperty(fc.array(pair), fc.array(pair), async (before, after) => {
        const stored = await importing(type, before);
        const once = await importing(type, after, stored);
        const twice = await importing(type, after, once);
        expect(twice).toEqual(once);
        // What was there keeps its place, and no identifier stands there twice.
        expect(once.identifiers.slice(0, stored.identifiers.length)).toEqual(stored.identifiers);
        expect(new Set(once.identifiers).size).toBe(once.identifiers.length);
      }),
    );
  });
});

test('only oidc links by e-mail address', async () => {
  const entry = { provider: 'google', subject: '1', use_auto_link: true };
  expect(JSON.parse((await importing('oidc', [entry])).config).providers[0]).toEqual(
    link('google', '1', { use_auto_link: true }),
  );
  const off = { ...entry, use_auto_link: false };
  expect(JSON.parse((await importing('oidc', [off])).config).providers[0]).toEqual(link('google', '1'));
});

describe('factors', () => {
  const counted = (providers: unknown, identifiers = ['google:1', 'github:2']) =>
    oidcKind.firstFactors(credential('oidc', providers, { identifiers }), settings);

  test('oidc counts one per link that has its identifier', () => {
    expect(counted([link('google', '1'), link('github', '2')])).toBe(2);
    expect(counted([link('google', '1'), link('apple', '3')])).toBe(1);
  });

  test('a link of an organisation does not count', () => {
    expect(counted([link('google', '1', { organization: ORGANIZATION }), link('github', '2')])).toBe(1);
  });

  test('a link without provider or subject does not count', () => {
    expect(counted([link('', ''), link('google', '')], [':', 'google:'])).toBe(0);
  });

  test('saml counts nothing, and neither is a second factor', () => {
    expect(samlKind.firstFactors(credential('saml', three), settings)).toBe(0);
    expect(samlKind.secondFactors(credential('saml', three), settings)).toBe(0);
    expect(oidcKind.secondFactors(credential('oidc', three), settings)).toBe(0);
  });
});

describe.each(['oidc', 'saml'] as const)('removal from %s', (type) => {
  const removing = (identifier: string | undefined, firstFactors = 2, current = credential(type, three)) =>
    kinds[type].remove?.(current, identifier, firstFactors, NOW);

  test('takes one link and its identifier, the others stay in order', () => {
    expect(removing('github:2')).toEqual({
      ...credential(type, [link('google', '1'), link('apple', '3')], { identifiers: ['google:1', 'apple:3'] }),
      updatedAt: NOW,
    });
  });

  test('of the last link leaves an empty credential', () => {
    const current = credential(type, [link('google', '1')], { identifiers: ['google:1'] });
    expect(removing('google:1', 2, current)).toEqual({ ...credential(type, [], { identifiers: [] }), updatedAt: NOW });
  });

  test('checks the factors first, then the identifier, then looks for it', () => {
    expect(() => removing(undefined, 1)).toThrow(expect.objectContaining({ code: 'credential_last' }));
    expect(() => removing(undefined)).toThrow(expect.objectContaining({ code: 'credential_identifier_missing' }));
    expect(() => removing('')).toThrow(expect.objectContaining({ code: 'credential_identifier_missing' }));
    expect(() => removing('google')).toThrow(
      expect.objectContaining({ reason: 'The identifier `google` was not found among OIDC credentials.', status: 404 }),
    );
    expect(() => removing('GOOGLE:1')).toThrow(expect.objectContaining({ code: 'credential_identifier_unknown' }));
  });
});

test('a removal lowers the count of oidc by one', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 }), fc.nat(), (subjects, pick) => {
      const links = subjects.map((subject) => link('google', subject));
      const identifiers = subjects.map((subject) => `google:${subject}`);
      const current = credential('oidc', links, { identifiers });
      const left = oidcKind.remove?.(current, identifiers[pick % identifiers.length], 2, NOW);
      expect(left && oidcKind.firstFactors(left, settings)).toBe(subjects.length - 1);
    }),
  );
});

describe('disclosure', () => {
  const cipher = { decrypt: (stored: string) => (stored.startsWith('x') ? '' : stored.toUpperCase()) };
  const stored = [
    {
      ...link('google', '1', { initial_id_token: 'id', initial_access_token: 'x unreadable', organization: ORGANIZATION }),
      use_auto_link: true,
      secret: 'not for readers',
    },
    link('github', '2', { organization: '' }),
  ];

  test('of oidc decrypts the tokens and drops what is not documented', () => {
    expect(oidcKind.disclose(credential('oidc', stored), cipher)).toBe(
      '{"providers":[{"initial_id_token":"ID","initial_access_token":"","initial_refresh_token":"","subject":"1","provider":"google",' +
        `"organization":"${ORGANIZATION}","use_auto_link":true},` +
        '{"initial_id_token":"","initial_access_token":"","initial_refresh_token":"","subject":"2","provider":"github"}]}',
    );
  });

  test('of saml shows no tokens', () => {
    expect(samlKind.disclose(credential('saml', stored), cipher)).toBe(
      `{"providers":[{"subject":"1","provider":"google","organization":"${ORGANIZATION}","use_auto_link":true},` +
        '{"subject":"2","provider":"github"}]}',
    );
  });

  test('of a credential without links shows nothing', () => {
    for (const kind of [oidcKind, samlKind]) {
      expect(kind.disclose(credential('oidc', []), cipher)).toBeUndefined();
      expect(kind.disclose(credential('oidc', 'odd'), cipher)).toBeUndefined();
    }
  });
});
