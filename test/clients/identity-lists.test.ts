import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EMPTY_DATABASES } from '../server/empty-databases.ts';
import { random } from '../storage/databases.ts';
import type { AdminClient, ParametersOf } from './admin-client.ts';
import { nextPageToken } from './next-page-token.ts';
import { CLIENTS } from './official-clients.ts';
import { type Running, startOn } from './start-on.ts';

const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

describe.each(EMPTY_DATABASES)('lists of identities on %s', (_, make) => {
  let running: Running;

  beforeAll(async () => {
    running = await startOn(make);
  });
  afterAll(() => running.close());

  describe.each(CLIENTS)('through %s', (_name, makeClient) => {
    let client: AdminClient;
    let organizationId: string;
    /** What the e-mail addresses of this run begin with. */
    let prefix: string;
    let created: string[];

    /** Five identities in an organization of their own; the first two link an account. */
    beforeAll(async () => {
      client = makeClient({ url: running.zelos.adminUrl });
      organizationId = random.uuid();
      prefix = random.text(12, 'abcdefghijklmnopqrstuvwxyz');
      created = [];
      for (const index of [0, 1, 2, 3, 4]) {
        const { data } = await client.call('createIdentity', {
          createIdentityBody: {
            schema_id: 'person',
            traits: { email: `${prefix}${index}@example.org` },
            organization_id: organizationId,
            ...(index < 2 && {
              credentials: { oidc: { config: { providers: [{ provider: 'google', subject: `${prefix}${index}` }] } } },
            }),
          },
        });
        created.push(data.id);
      }
      created.sort();
    });

    const list = (parameters: ParametersOf<'listIdentities'>) => client.call('listIdentities', parameters);

    test('page_size and page_token walk through all of them once', async () => {
      const pages: string[][] = [];
      for (let pageToken: string | undefined; ; ) {
        const { data, header } = await list({ organizationId, pageSize: 2, ...(pageToken !== undefined && { pageToken }) });
        pages.push(idsOf(data));
        pageToken = nextPageToken(header('link'));
        if (pageToken === undefined) break;
      }
      expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
      expect(pages.flat()).toEqual(created);
    });

    test('the whole list, page by page, has every identity', async () => {
      const seen: string[] = [];
      for (let pageToken: string | undefined; ; ) {
        const { data, header } = await list({ pageSize: 3, ...(pageToken !== undefined && { pageToken }) });
        seen.push(...idsOf(data));
        pageToken = nextPageToken(header('link'));
        if (pageToken === undefined) break;
      }
      expect(seen).toEqual(expect.arrayContaining(created));
      expect(new Set(seen).size).toBe(seen.length);
    });

    test('page and per_page, in the older style, with the number of identities', async () => {
      const first = await list({ page: 0, perPage: 2 });
      const second = await list({ page: 1, perPage: 2 });
      expect([first.data.length, second.data.length]).toEqual([2, 2]);
      expect(new Set([...idsOf(first.data), ...idsOf(second.data)]).size).toBe(4);
      expect(Number(first.header('x-total-count'))).toBeGreaterThanOrEqual(5);
      expect(second.header('link')).toMatch(/rel="first"/);
    });

    test('ids gives the ones that there are', async () => {
      const some = created.slice(1, 4);
      const { data } = await list({ ids: [...some, random.uuid()] });
      expect(idsOf(data).toSorted()).toEqual(some);
    });

    test('credentials_identifier finds by the name of the login, with its credentials', async () => {
      const { data } = await list({ credentialsIdentifier: `${prefix}3@EXAMPLE.org` });
      expect(data).toMatchObject([
        { traits: { email: `${prefix}3@example.org` }, credentials: { password: { identifiers: [`${prefix}3@example.org`] } } },
      ]);
      const linked = await list({ credentialsIdentifier: `google:${prefix}1` });
      expect(linked.data).toMatchObject([{ traits: { email: `${prefix}1@example.org` } }]);
      expect((await list({ credentialsIdentifier: 'nobody@example.org' })).data).toEqual([]);
    });

    test('preview_credentials_identifier_similar finds by how the name of the login begins', async () => {
      const { data } = await list({ previewCredentialsIdentifierSimilar: prefix });
      expect(idsOf(data).toSorted()).toEqual(created);
      expect(data[0]?.credentials).toBeDefined();
    });

    test('organization_id', async () => {
      expect(idsOf((await list({ organizationId })).data)).toEqual(created);
      expect((await list({ organizationId: random.uuid() })).data).toEqual([]);
    });

    test('include_credential shows the configuration of these credentials', async () => {
      const { data } = await list({ organizationId, includeCredential: ['oidc', 'password'] });
      const configs = data.flatMap(({ credentials }) => (credentials?.oidc?.config ? [credentials.oidc.config] : []));
      expect(configs).toHaveLength(2);
      expect(configs).toEqual(expect.arrayContaining([{ providers: [expect.objectContaining({ subject: `${prefix}0` })] }]));
      const { data: plain } = await list({ organizationId });
      for (const identity of plain) expect(identity).not.toHaveProperty('credentials');
    });

    test.each(['', 'strong', 'eventual'] as const)('consistency "%s" is taken', async (consistency) => {
      expect(idsOf((await list({ organizationId, consistency })).data)).toEqual(created);
    });

    test.each<[string, ParametersOf<'listIdentities'>, string]>([
      ['two filters', { credentialsIdentifier: 'a', previewCredentialsIdentifierSimilar: 'b' }, 'parameter_filters'],
      ['an id that is none', { ids: ['ada'] }, 'parameter_uuid'],
      ['a token that is none', { pageToken: 'soon' }, 'page_token_invalid'],
      ['a credential of no known type', { includeCredential: ['card'] }, 'parameter_include_credential'],
    ])('%s is refused', async (_what, parameters, code) => {
      expect(await client.failure(list(parameters))).toMatchObject({ status: 400, error: { code: 400, details: { code } } });
    });
  });
});
