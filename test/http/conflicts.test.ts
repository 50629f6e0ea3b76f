import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { email, providers } from './people.ts';
import { failure, SERVERS, type ServerUnderTest } from './server-under-test.ts';

describe.each(SERVERS)('values that belong to somebody else on %s', (_, startServer) => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const create = (json: object) => server.admin.send('POST', '/admin/identities', { json });

  async function conflicts(json: object): Promise<void> {
    const before = (await server.list('?page_size=500')).length;
    const error = failure(await create(json), 409);
    expect(error).toMatchObject({
      status: 'Conflict',
      reason: 'This identity conflicts with another identity that already exists.',
      message: 'The resource could not be created due to a conflict',
      details: { code: 'identity_conflict' },
    });
    expect(error).not.toHaveProperty('id');
    expect(await server.list('?page_size=500')).toHaveLength(before);
  }

  const withName = (username: string) => ({ schema_id: 'username', traits: { username } });
  const withMail = (address: string) => ({ schema_id: 'person', traits: { email: address } });

  const INVISIBLE: readonly string[] = [
    '\u200b',
    '\u200c',
    '\u200d',
    '\u00ad',
    '\ufeff',
    '\u2060',
    '\u180e',
    '\u202a',
    '\u202e',
    '\u3164',
    '\u115f',
    '\u17b4',
    '\u034f',
    '\u2065',
    '\ufe0f',
    '\u180b',
    '\u{e0100}',
  ];
  const SPELLINGS: readonly (readonly [spelling: string, name: string])[] = [
    ['the same', 'alice.smith'],
    ['mixed case', 'Alice.Smith'],
    ['upper case', 'ALICE.SMITH'],
    ['spaces around it', '  alice.smith\u00a0'],
    ['full-width letters', 'ａｌｉｃｅ.smith'],
    ['upper case and an invisible character', 'ALICE\u200b.SMITH'],
    ...INVISIBLE.map((character) => [`U+${character.codePointAt(0)?.toString(16)}`, `ali${character}ce.smith`] as const),
  ];
  test.each(SPELLINGS)('a user name in another spelling: %s', async (_spelling, name) => {
    await create(withName('alice.smith'));
    await conflicts(withName(name));
  });

  test.each([
    ['Cyrillic letters', '\u0430lice.smith'],
    ['an emoji', 'alice.smith🎉'],
    ['Hebrew', 'alice.smith\u05d0'],
  ])('a name that only looks the same is another one: %s', async (_what, name) => {
    await create(withName('alice.smith'));
    const { id } = await server.create(withName(name));
    expect((await server.get(id)).credentials?.password?.identifiers).toEqual([name]);
  });

  test.each([
    ['office', 'o\ufb03ce'],
    ['+16502530000', '+1 (650) 253-0000'],
    ['+442079460958', '+44 20 7946 0958'],
    ['+256730691099', '+256 730 691 099'],
    ['+60136866982', '+600136866982'],
  ])('%s and %s are the same', async (stored, other) => {
    const { id } = await server.create(withName(stored));
    expect((await server.get(id)).credentials?.password?.identifiers).toEqual([stored]);
    await conflicts(withName(other));
  });

  test('identifiers of providers are compared exactly', async () => {
    const linked = (pair: string) => ({ schema_id: 'bare', credentials: { oidc: providers(pair) } });
    await server.create(linked('google:abc'));
    await conflicts(linked('google:abc'));
    await server.create(linked('google:ABC'));
    await server.create({ schema_id: 'bare', credentials: { saml: providers('google:abc') } });
  });

  test('external ids are compared exactly', async () => {
    await server.create({ schema_id: 'bare', external_id: 'crm-1' });
    await conflicts({ schema_id: 'bare', external_id: 'crm-1' });
    await server.create({ schema_id: 'bare', external_id: 'CRM-1' });
  });

  test('an address belongs to one identity, whatever made it', async () => {
    const address = email();
    await server.create(withMail(address));
    await conflicts({ schema_id: 'code', traits: { email: address.toUpperCase() } });
    await conflicts({ ...withName(email()), traits: { username: email(), email: address } });
  });

  test('one identifier may stand under two types of two identities', async () => {
    const address = email();
    await server.create({ schema_id: 'username', traits: { username: address } });
    await server.create({ schema_id: 'code', traits: { email: address } });
    expect(await server.list(`?credentials_identifier=${address}`)).toHaveLength(2);
  });

  test('an update that takes what belongs to another one is refused, and changes nothing', async () => {
    const [taken, own] = [email('taken'), email('own')];
    await server.create({ ...withMail(taken), external_id: taken });
    const mine = await server.create({ ...withMail(own), external_id: own });
    const before = await server.get(mine.id);
    const path = `/admin/identities/${mine.id}`;
    const answers = [
      await server.admin.send('PUT', path, { json: { traits: { email: taken }, external_id: own } }),
      await server.admin.send('PUT', path, { json: { traits: { email: own }, external_id: taken } }),
      await server.patch(mine.id, { op: 'replace', path: '/traits/email', value: taken.toUpperCase() }),
      await server.patch(mine.id, { op: 'replace', path: '/external_id', value: taken }),
    ];
    for (const answer of answers) {
      const error = failure(answer, 409);
      expect(error.message).toBe('Unable to insert or update resource because a resource with that value exists already');
      expect(error).not.toHaveProperty('reason');
    }
    expect(await server.get(mine.id)).toEqual(before);
  });

  test('of fifty who want one name at once, one gets it', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => create(withName('contested'))));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(49).fill(409)]);
    expect(await server.list('?credentials_identifier=contested')).toHaveLength(1);
  });

  test('a value that was given up can be taken', async () => {
    const address = email();
    const { id } = await server.create(withMail(address));
    expect((await server.patch(id, { op: 'replace', path: '/traits/email', value: email('new') })).status).toBe(200);
    const { id: heir } = await server.create(withMail(address));
    expect((await server.admin.send('DELETE', `/admin/identities/${heir}`)).status).toBe(204);
    await server.create(withMail(address));
  });
});
