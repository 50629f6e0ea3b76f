import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rawExchange } from '../fuzz/raw-exchange.ts';
import { type ServerUnderTest, startOnSqlite } from './server-under-test.ts';
import type { WireFailure } from './wire.ts';

describe('bytes that are no HTTP request', () => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await startOnSqlite();
  });
  afterAll(() => server.stop());

  const POST = 'POST /admin/identities HTTP/1.1\r\nHost: x\r\n';
  test.each([
    [
      'two lengths',
      `${POST}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
      400,
      'request_malformed',
    ],
    ['a length that is none', `${POST}Content-Length: x\r\n\r\n{}`, 400, 'request_malformed'],
    ['a chunk without length', `${POST}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`, 400, 'request_malformed'],
    ['an unknown method', 'BREW /pot HTTP/1.1\r\nHost: x\r\n\r\n', 400, 'request_malformed'],
    ['no request at all', '\x16\x03\x01\x02\x00\x01', 400, 'request_malformed'],
    ['headers without end', `${POST}X: ${'a'.repeat(270_000)}`, 431, 'headers_too_large'],
  ])('%s: the answer is an error like any other, and the connection ends', async (_what, text, status, code) => {
    for (const { url } of [server.admin, server.open]) {
      const answer = await rawExchange(url, Buffer.from(text, 'latin1'), 5_000);
      const [head = '', body = ''] = answer.split('\r\n\r\n');
      expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      expect(head.toLowerCase()).toContain('connection: close');
      expect(head).toContain('Content-Type: application/json');
      expect((JSON.parse(body) as WireFailure).error).toMatchObject({ code: status, details: { code } });
    }
    expect(await server.list()).toEqual([]);
  });
});
