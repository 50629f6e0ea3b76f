import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { timestampOf } from '../../src/lib/clock.ts';
import { openStore } from '../../src/store/sql/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { clock, random } from '../storage/databases.ts';
import { aMessage } from '../storage/samples.ts';
import { NOBODY } from './people.ts';
import { failure, SERVERS, type ServerUnderTest, wanted } from './server-under-test.ts';

interface WireMessage {
  readonly id: string;
  readonly subject: string;
  readonly body: string;
  readonly [more: string]: unknown;
}

const PATH = '/admin/courier/messages';
/** Not due for a long while: the worker of the server leaves it alone. */
const later = (seconds: number) => timestampOf(clock.micros() + (86_400 + seconds) * 1_000_000);

describe.each(SERVERS)('messages on %s', (_, startServer) => {
  let server: ServerUnderTest;
  let store: Store;
  beforeAll(async () => {
    server = await startServer();
    store = await openStore({ dsn: server.dsn, clock, random });
  });
  afterAll(async () => {
    await store.close();
    await server.stop();
  });

  const list = async (query = '') => wanted<WireMessage[]>(await server.admin.send('GET', PATH + query), 200);

  test('a message in full', async () => {
    const message = aMessage({ createdAt: later(0), subject: 'Use <code> "1"', body: 'Ümlaut 😀\n' });
    await store.messages.add(message);
    const wire = {
      id: message.id,
      status: 'queued',
      type: 'email',
      recipient: 'ada@example.org',
      body: 'Ümlaut 😀\n',
      subject: 'Use <code> "1"',
      template_type: 'verification_code_valid',
      channel: 'email',
      send_count: 0,
      created_at: expect.stringMatching(/^\d{4}-.*Z$/),
      updated_at: expect.stringMatching(/^\d{4}-.*Z$/),
    };
    expect(wanted(await server.admin.send('GET', `${PATH}/${message.id}`), 200)).toEqual(wire);
    expect(await list()).toEqual([wire]);
    // The admin listener takes paths without /admin, too.
    expect(wanted(await server.admin.send('GET', `/courier/messages/${message.id}`), 200)).toEqual(wire);
  });

  test('pages of ten, with links that keep the filters', async () => {
    const recipient = `${random.uuid()}+x@example.org`;
    for (let i = 0; i < 11; i++) await store.messages.add(aMessage({ recipient, createdAt: later(i) }));
    const filter = `?status=queued&recipient=${encodeURIComponent(recipient)}`;
    const answer = await server.admin.send('GET', PATH + filter);
    expect(wanted<WireMessage[]>(answer, 200)).toHaveLength(10);
    const links = String(answer.headers.link);
    const [, next = ''] = /,<([^>]*)>; rel="next"$/.exec(links) ?? [];
    expect(links).toMatch(
      /^<\/admin\/courier\/messages\?page_size=10&page_token=[^&]+&recipient=[^&]+&status=queued>; rel="first",/,
    );
    const last = await server.admin.send('GET', next);
    expect(wanted<WireMessage[]>(last, 200)).toHaveLength(1);
    expect(last.headers.link).not.toContain('rel="next"');
    const [, first = ''] = /^<([^>]*)>; rel="first"/.exec(links) ?? [];
    expect((await server.admin.send('GET', first)).text).toBe(answer.text);
    expect(await list(`${filter}&page_size=-1`)).toHaveLength(10);
    expect(await list(`${filter}&page_size=100000`)).toHaveLength(11);
    expect(await list('?recipient=')).toHaveLength(10);
  });

  test.each([
    ['?status=', 'parameter_message_status'],
    ['?status=nonsense', 'parameter_message_status'],
    ['?status=SENT', 'parameter_message_status'],
    ['?page_size=ten', 'parameter_number'],
    ['?page_token=nonsense', 'page_token_invalid'],
    ['?page_token=MjAyNS8x', 'page_token_invalid'],
    ['/nonsense', 'path_uuid'],
  ])('%s is refused', async (query, code) => {
    expect(failure(await server.admin.send('GET', PATH + query), 400).details).toMatchObject({ code });
  });

  test('a message that there is not', async () => {
    expect(failure(await server.admin.send('GET', `${PATH}/${NOBODY}`), 404)).toMatchObject({
      message: 'Unable to locate the resource',
    });
  });

  test('the public listener sends on to the admin one', async () => {
    const { status, headers } = await server.open.send('GET', `${PATH}?status=sent`);
    expect([status, headers.location]).toEqual([307, `${server.admin.url}${PATH}?status=sent`]);
    const one = await server.open.send('GET', `${PATH}/${NOBODY}`);
    expect([one.status, one.headers.location]).toEqual([307, `${server.admin.url}${PATH}/${NOBODY}`]);
  });
});
