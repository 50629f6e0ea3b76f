import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { email, NOBODY, providers } from './people.ts';
import { failure, SERVERS, type ServerUnderTest } from './server-under-test.ts';
import type { WireIdentity } from './wire.ts';

const ORGANIZATION = 'ad6a7dac-4eef-4f09-8e58-c099c14b6c36';

describe.each(SERVERS)('the list of identities on %s', (_, startServer) => {
  let server: ServerUnderTest;
  let five: WireIdentity[];
  let social: WireIdentity;
  let enterprise: WireIdentity;
  beforeAll(async () => {
    server = await startServer();
    five = [];
    for (let count = 0; count < 5; count++) five.push(await server.create({ schema_id: 'bare' }));
    social = await server.create({
      schema_id: 'bare',
      credentials: { oidc: providers('google:Bar.Oidc'), saml: providers('okta:both') },
    });
    enterprise = await server.create({
      schema_id: 'bare',
      organization_id: ORGANIZATION,
      credentials: { saml: providers('okta:bar.saml') },
    });
  });
  afterAll(() => server.stop());

  const ids = (identities: readonly { id: string }[]) => identities.map(({ id }) => id).sort();
  const found = async (query: string) => ids(await server.list(query));
  const byIdentifier = (identifier: string) => server.list(`?credentials_identifier=${encodeURIComponent(identifier)}`);
  const byPrefix = (prefix: string) => server.list(`?preview_credentials_identifier_similar=${encodeURIComponent(prefix)}`);

  test('is empty where there is nobody, on both ports', async () => {
    const empty = await startServer();
    try {
      for (const path of ['/admin/identities', '/identities']) {
        const answer = await empty.admin.send('GET', path);
        expect([answer.status, answer.text]).toEqual([200, '[]\n']);
      }
      const redirect = await empty.open.send('GET', '/identities');
      expect([redirect.status, redirect.headers.location]).toEqual([307, `${empty.admin.url}/admin/identities`]);
    } finally {
      await empty.stop();
    }
  });

  test('has no credentials in it, but metadata, in the order of the ids', async () => {
    const all = await server.list();
    expect(all.map(({ id }) => id)).toEqual(ids(all));
    for (const identity of all) {
      expect(identity).not.toHaveProperty('credentials');
      expect(identity).toMatchObject({ metadata_public: null, metadata_admin: null });
    }
  });

  test('finds by ids, also when one comes twice or is unknown', async () => {
    const three = five.slice(0, 3);
    const query = [...ids(three), three[0]?.id, NOBODY].map((id) => `ids=${id}`).join('&');
    expect(await found(`?${query}`)).toEqual(ids(three));
    expect(await found(`?ids=${five[4]?.id.toUpperCase()}`)).toEqual(ids(five.slice(4)));
  });

  test('finds by organization; the nil UUID narrows nothing', async () => {
    expect(await found(`?organization_id=${ORGANIZATION}`)).toEqual([enterprise.id]);
    expect(await found(`?organization_id=${NOBODY}`)).toEqual([]);
    expect(await found('?organization_id=00000000-0000-0000-0000-000000000000')).toEqual(await found(''));
  });

  test.each([
    ['501 ids', Array.from({ length: 501 }, () => `ids=${NOBODY}`).join('&'), /must not exceed 500/],
    ['an id that is none', 'ids=not-a-uuid', /^Invalid UUID value `not-a-uuid` for parameter `ids`\.$/],
    ['an empty id', 'ids=', /^Invalid UUID value `` for parameter `ids`\.$/],
    ['a list of ids with a comma', `ids=${NOBODY},${NOBODY}`, /for parameter `ids`/],
    ['an organization that is none', 'organization_id=x', /^Invalid UUID value `x` for parameter `organization_id`\.$/],
    ['an unknown type', 'include_credential=XYZ', /^Invalid value `XYZ` for parameter `include_credential`\.$/],
    ['an empty type', 'include_credential=', /^Invalid value `` for parameter `include_credential`\.$/],
    ['the type profile', 'include_credential=profile', /`profile`/],
    ['two problems', `credentials_identifier=a&ids=x&ids=${NOBODY}`, /`ids`/],
  ])('refuses %s', async (_what, query, reason) => {
    const error = failure(await server.admin.send('GET', `/admin/identities?${query}`), 400);
    expect(error.reason).toMatch(reason);
    expect(error.message).toBe('The request was malformed or contained invalid parameters');
  });

  const FILTERS = [
    `ids=${NOBODY}`,
    'credentials_identifier=a',
    'preview_credentials_identifier_similar=a',
    `organization_id=${ORGANIZATION}`,
  ];
  const pairs = FILTERS.flatMap((one, at) => FILTERS.slice(at + 1).map((other) => [one, other] as const));
  test.each(pairs)('refuses %s together with %s', async (one, other) => {
    const { reason } = failure(await server.admin.send('GET', `/admin/identities?${one}&${other}`), 400);
    expect(reason).toBe('You cannot combine multiple filters in this API');
  });

  test('finds by password identifier in any spelling, with its credentials', async () => {
    const address = email('find.by');
    const { id } = await server.create({ traits: { email: address } });
    for (const spelling of [address, address.toUpperCase(), `  ${address} `, address.replace('find', 'ｆind')]) {
      const [identity, ...others] = await byIdentifier(spelling);
      expect([identity?.id, others]).toEqual([id, []]);
      expect(identity?.credentials?.password?.identifiers).toEqual([address]);
    }
    expect(await byIdentifier('nobody@example.org')).toEqual([]);
  });

  test('finds by oidc and saml identifier exactly as it is', async () => {
    expect(ids(await byIdentifier('google:Bar.Oidc'))).toEqual([social.id]);
    expect((await byIdentifier('google:Bar.Oidc'))[0]?.credentials?.oidc?.identifiers).toEqual(['google:Bar.Oidc']);
    expect(await byIdentifier('google:bar.oidc')).toEqual([]);
    expect(ids(await byIdentifier('okta:bar.saml'))).toEqual([enterprise.id]);
  });

  test('does not search the identifiers of second factors', async () => {
    const { id } = await server.create({
      schema_id: 'bare',
      credentials: { totp: { config: { totp_url: 'otpauth://totp/x' } } },
    });
    expect(await byIdentifier(id)).toEqual([]);
  });

  test.each([
    ['oidc', { oidc: true, saml: false }],
    ['saml', { oidc: false, saml: true }],
    ['totp', { oidc: false, saml: false }],
  ])('include_credential=%s shows the configuration of that type alone', async (type, shown) => {
    const [identity] = await server.list(`?ids=${social.id}&include_credential=${type}`);
    const { oidc, saml } = identity?.credentials ?? {};
    expect({ oidc: oidc?.config !== undefined, saml: saml?.config !== undefined }).toEqual(shown);
    if (shown.oidc)
      expect(oidc?.config).toEqual({
        providers: [
          { initial_id_token: '', initial_access_token: '', initial_refresh_token: '', subject: 'Bar.Oidc', provider: 'google' },
        ],
      });
    if (shown.saml) expect(saml?.config).toEqual({ providers: [{ subject: 'both', provider: 'okta' }] });
  });

  test.each(['eventual', 'strong', '', 'whatever'])('takes consistency=%s and answers the same', async (value) => {
    expect(await server.list(`?consistency=${value}&unknown=1`)).toEqual(await server.list());
  });

  test('finds by the beginning of an identifier: password, webauthn and oidc, each identity once', async () => {
    const wanted = [
      await server.create({ traits: { email: 'prefix.one@example.org' } }),
      await server.create({ schema_id: 'username', traits: { username: 'prefix.two' } }),
      await server.create({ schema_id: 'bare', credentials: { oidc: providers('prefix.three:x') } }),
      await server.create({ schema_id: 'two-emails', traits: { emails: ['prefix.four@example.org'], nick: 'prefix.five' } }),
    ];
    expect(ids(await byPrefix('prefix.'))).toEqual(ids(wanted));
    expect(ids(await byPrefix('PREFIX.'))).toEqual(ids(wanted).filter((id) => id !== wanted[2]?.id));
    expect(ids(await byPrefix('prefix.t'))).toEqual(ids(wanted.slice(1, 3)));
    expect(await byPrefix('refix.')).toEqual([]);
    for (const wildcard of ['prefix%', 'prefix_', '%', '_']) expect(await byPrefix(wildcard)).toEqual([]);
  });

  test('an identity that matches by two credentials comes once, on the last page', async () => {
    const address = email('twice');
    const { id } = await server.create({ traits: { email: address } });
    const answer = await server.admin.send('GET', `/admin/identities?credentials_identifier=${address}&page_size=1`);
    expect(ids(answer.json<WireIdentity[]>())).toEqual([id]);
    expect(answer.headers.link).not.toContain('rel="next"');
  });

  test('finds a phone number in any international spelling', async () => {
    const { id } = await server.create({ schema_id: 'phone', traits: { phone: '+49 176 671 11 638' } });
    for (const spelling of ['+4917667111638', '+49 (176) 67111638', '+49-176-67111638'])
      expect(ids(await byIdentifier(spelling))).toEqual([id]);
    expect(ids(await byPrefix('+49 176 671 11 638'))).toEqual([id]);
    expect(await byIdentifier('0176 671 11 638')).toEqual([]);
  });

  test('equals what single reads show, but for the credentials', async () => {
    for (const listed of await server.list()) {
      const { credentials: _credentials, ...single } = await server.get(listed.id);
      expect(listed).toEqual(single);
    }
  });
});
