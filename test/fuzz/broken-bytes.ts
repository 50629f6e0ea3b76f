import type { Dice } from './dice.ts';

const BODY = '{"schema_id":"bare","traits":{"department":"sales"}}';

const START_LINES = [
  'POST /admin/identities HTTP/1.1',
  'POST /admin/identities HTTP/1.1',
  'PUT /admin/identities/00000000-0000-4000-8000-000000000000 HTTP/1.1',
  'GET /admin/identities?page_size=1 HTTP/1.1',
  'GET http://127.0.0.1/admin/identities?page_size=1 HTTP/1.1',
  'GET http://[::1/admin/identities HTTP/1.1',
  'GET  /admin/identities HTTP/1.1',
  'GET admin/identities HTTP/1.1',
  'GET * HTTP/1.1',
  'GET /admin/identities#fragment HTTP/1.1',
  'GET /admin/identities?\u00e9=\u00ff HTTP/1.1',
  'GET /\0 HTTP/1.1',
  'GET /admin/identities HTTP/1.0',
  'GET /admin/identities HTTP/2.0',
  'GET /admin/identities',
  'CONNECT 127.0.0.1:80 HTTP/1.1',
  'OPTIONS * HTTP/1.1',
  'BREW /pot HTTP/1.1',
  'PRI * HTTP/2.0',
  '\x16\x03\x01\x02',
  '',
];

const HEADERS = [
  'Host: localhost',
  'Host: localhost',
  'Host: localhost',
  `Content-Length: ${BODY.length}`,
  `Content-Length: ${BODY.length}`,
  'Content-Length: 5',
  'Content-Length: 100000',
  'Content-Length: -1',
  'Content-Length: 99999999999999999999999',
  'Content-Length: 5, 5',
  'Content-Length: 0x10',
  'Content-Length:',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: gzip, chunked',
  'Transfer-Encoding: chunked, identity',
  'Transfer-Encoding : chunked',
  'Content-Type: application/json',
  'Content-Type: \u00e9',
  'Expect: 100-continue',
  'Connection: keep-alive',
  'Connection: Upgrade, HTTP2-Settings',
  'Upgrade: h2c',
  'X-Request-ID: \u00ff\u00fe',
  'X-Request-ID: a\0b',
  `X-Long: ${'a'.repeat(300_000)}`,
  'No colon',
  ': no name',
  ' folded',
  'Bad name: x',
  'Cookie: a=b; '.repeat(50),
];

const BODIES = [
  BODY,
  BODY,
  '',
  BODY.slice(0, 20),
  `${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\n\r\n`,
  `${BODY.length.toString(16)};extension="x"\r\n${BODY}\r\n0\r\nTrailer: x\r\n\r\n`,
  `5\r\n${BODY}`,
  'zz\r\n{}\r\n0\r\n\r\n',
  'ffffffffffffffff\r\n{}',
  '0\r\n\r\nGET /health/ready HTTP/1.1\r\nHost: x\r\n\r\n',
  `${BODY}GET /health/ready HTTP/1.1\r\nHost: x\r\n\r\n`,
];

/** Bytes that are an HTTP request at best by accident. */
export function brokenBytes(dice: Dice): Uint8Array {
  const end = dice.chance(0.9) ? '\r\n' : dice.pick(['\n', '\r', '\r\r\n']);
  const headers = Array.from({ length: dice.below(6) }, () => dice.pick(HEADERS));
  const text = [dice.pick(START_LINES), ...headers, '', dice.pick(BODIES)].join(end);
  const bytes = Buffer.from(text, 'latin1');
  if (dice.chance(0.1)) return bytes.subarray(0, dice.below(bytes.length));
  if (dice.chance(0.1)) return Buffer.concat([bytes, dice.bytes(20)]);
  return bytes;
}
