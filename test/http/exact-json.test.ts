import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure, SERVERS, type ServerUnderTest, wanted } from './server-under-test.ts';
import type { WireIdentity } from './wire.ts';

/** What other programs round, sort or spell anew. */
const NUMBERS = [
  '9007199254740993',
  '123456789012345678901234567890',
  '0.10000000000000000000001',
  '1.0',
  '-0',
  '1e400',
  '1E+2',
  '-1.50e-7',
];
const VALUES = [...NUMBERS, 'true', 'null', '""', '"ü😀"', '[]', '{}', '[1,[2,{"b":1,"a":2}]]'];
const members = ['zeta', '10', '2', 'alpha', 'a/b~c', 'constructor', 'toString', 'ä', 'ﬁ', ''];
const exact = `{${members.map((name, at) => `${JSON.stringify(name)}:${VALUES[at]}`).join(',')},"rest":[${VALUES.join(',')}]}`;

describe.each(SERVERS)('JSON that comes back as it was sent, on %s', (_, startServer) => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const whole = `"traits":${exact}`;
  const body = `{"schema_id":"bare",${whole},"metadata_public":${exact},"metadata_admin":${exact}}`;
  const shown = [whole, `"metadata_public":${exact}`, `"metadata_admin":${exact}`];

  async function idOf(text: string = body): Promise<string> {
    return wanted<WireIdentity>(await server.admin.send('POST', '/admin/identities', { body: text }), 201).id;
  }

  async function shows(id: string, parts: readonly string[]): Promise<void> {
    for (const path of [`/admin/identities/${id}`, `/admin/identities?ids=${id}`]) {
      const { text } = await server.admin.send('GET', path);
      for (const part of parts) expect(text).toContain(part);
    }
  }

  test('by a create', async () => {
    const answer = await server.admin.send('POST', '/admin/identities', { body });
    for (const part of shown) expect(answer.text).toContain(part);
    await shows(wanted<WireIdentity>(answer, 201).id, shown);
  });

  test('by a batch', async () => {
    const answer = await server.admin.send('PATCH', '/admin/identities', { body: `{"identities":[{"create":${body}}]}` });
    await shows(wanted<{ identities: { identity: string }[] }>(answer, 200).identities[0]?.identity ?? '', shown);
  });

  test('by a PUT', async () => {
    const id = await idOf('{"schema_id":"bare"}');
    const answer = await server.admin.send('PUT', `/admin/identities/${id}`, { body });
    for (const part of shown) expect(answer.text).toContain(part);
    await shows(id, shown);
  });

  test('by a PATCH that sets it, moves it or changes something else', async () => {
    const id = await idOf();
    const patch = (text: string) => server.admin.send('PATCH', `/admin/identities/${id}`, { body: text });
    expect((await patch('[{"op":"replace","path":"/state","value":"inactive"}]')).status).toBe(200);
    await shows(id, shown);
    expect((await patch('[{"op":"add","path":"/metadata_public/last","value":9007199254740995}]')).text).toContain(
      `${exact.slice(0, -1)},"last":9007199254740995}`,
    );
    await shows(id, [whole, `"metadata_public":${exact.slice(0, -1)},"last":9007199254740995}`]);
    expect(
      (
        await patch(
          `[{"op":"replace","path":"/metadata_admin","value":${exact}},{"op":"copy","from":"/metadata_admin","path":"/metadata_public"}]`,
        )
      ).status,
    ).toBe(200);
    await shows(id, shown);
    expect((await patch('[{"op":"replace","path":"/traits/rest/0","value":1.00}]')).status).toBe(200);
    await shows(id, [whole.replace('"rest":[9007199254740993', '"rest":[1.00')]);
  });

  test('a whole value is anything', async () => {
    for (const value of VALUES)
      await shows(await idOf(`{"schema_id":"bare","metadata_public":${value}}`), [`"metadata_public":${value}`]);
  });

  test('test compares numbers by value, however long they are', async () => {
    const id = await idOf('{"schema_id":"bare","metadata_public":{"n":9007199254740993.0}}');
    const compare = (value: string) =>
      server.admin.send('PATCH', `/admin/identities/${id}`, {
        body: `[{"op":"test","path":"/metadata_public/n","value":${value}}]`,
      });
    expect((await compare('9007199254740993')).status).toBe(200);
    failure(await compare('9007199254740992'), 400);
  });
});
