import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createOutgoingGet } from '../outgoing/outgoing-get.ts';
import { RangeUnreadable } from './range-answer.ts';
import { createRangeClient, type RangeClientOptions, RangeUnavailable } from './range-client.ts';

const SUFFIX = '1E4C9B93F3F0682250B6CF8331B7EE68FD8';
/** A limit that no answer of these tests comes near. */
const PATIENT = { beginMs: 20_000, endMs: 20_000 };

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** A server on this machine, and a client of it. */
async function serve(answer: RequestListener, limits: Partial<RangeClientOptions> = {}, path = '/', disallowPrivateIps = false) {
  const requests: { readonly url: string | undefined; readonly padding: string | string[] | undefined }[] = [];
  const server = createServer((request, response) => {
    requests.push({ url: request.url, padding: request.headers['add-padding'] });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => new Promise((resolve) => server.close(resolve).closeAllConnections()));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // Counted on this side too: on a busy machine a short limit may pass before the server hears of the call.
  const calls: unknown[] = [];
  const counting: typeof fetch = (input, init) => {
    calls.push(input);
    return fetch(input, init);
  };
  const get = createOutgoingGet({ fetch: counting, disallowPrivateIps });
  const read = createRangeClient({ server: new URL(path, origin), get, ...PATIENT, ...limits });
  return { read, requests, calls, origin };
}

/** Answers in turn. */
const inTurn = (...answers: readonly RequestListener[]): RequestListener => {
  let turn = 0;
  return (request, response) => answers[Math.min(turn++, answers.length - 1)]?.(request, response);
};
const found: RequestListener = (_request, response) => response.end(`${SUFFIX}:7\r\n`);
const failing =
  (status: number): RequestListener =>
  (_request, response) =>
    response.writeHead(status).end('no');
const dropping: RequestListener = (request) => request.socket.destroy();

describe('the client of a range server', () => {
  it('asks for the prefix, padded', async () => {
    const padding = Array.from({ length: 900 }, (_, index) => `${index.toString(16).toUpperCase().padStart(35, '0')}:0`);
    const { read, requests } = await serve((_request, response) => response.end([...padding, `${SUFFIX}:7`].join('\r\n')));
    expect([...(await read('5BAA6'))]).toEqual([[SUFFIX, 7]]);
    expect(requests).toEqual([{ url: '/range/5BAA6', padding: 'true' }]);
  });

  it('asks below the path of the server, follows redirects, and reads what is compressed', async () => {
    const { read, requests } = await serve(
      (request, response) => {
        if (request.url === '/moved') response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(`${SUFFIX}:7`));
        else response.writeHead(302, { location: '/moved' }).end();
      },
      {},
      '/own/',
    );
    expect((await read('5BAA6')).get(SUFFIX)).toBe(7);
    expect(requests.map(({ url }) => url)).toEqual(['/own/range/5BAA6', '/moved']);
  });

  it.each([
    ['a connection that breaks', dropping],
    ['500', failing(500)],
    ['503', failing(503)],
  ])('asks once more at once after %s', async (_name, broken) => {
    const { read, requests } = await serve(inTurn(broken, found));
    expect((await read('5BAA6')).get(SUFFIX)).toBe(7);
    expect(requests).toHaveLength(2);
  });

  it.each([
    ['500', failing(500), 2, 'answered 500'],
    ['connections that break', dropping, 2, /other side closed|ECONNRESET/],
    ['404', failing(404), 1, 'answered 404'],
    ['429', failing(429), 1, 'answered 429'],
    ['204', failing(204), 1, 'answered 204'],
    ['501', failing(501), 1, 'answered 501'],
  ])('gives up after %s', async (_name, broken, attempts, problem) => {
    const { read, requests } = await serve(broken);
    const failure = await read('5BAA6').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RangeUnavailable);
    expect(String(failure)).toMatch(problem);
    expect(requests).toHaveLength(attempts);
  });

  it('waits only so long for a server that does not begin to answer, once', async () => {
    const { read, calls } = await serve(() => {}, { beginMs: 50 });
    await expect(read('5BAA6')).rejects.toThrow(/no answer within 50 ms/);
    expect(calls).toHaveLength(1);
  });

  it('waits only so long for a server that does not end its answer', async () => {
    const { read, calls } = await serve((_request, response) => response.writeHead(200).write(`${SUFFIX}:7\r\n`), {
      endMs: 200,
    });
    await expect(read('5BAA6')).rejects.toThrow(RangeUnavailable);
    expect(calls).toHaveLength(1);
  });

  it('takes no answer that is cut off', async () => {
    const { read, requests } = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write(`${SUFFIX}:0\r\n`, () => response.destroy());
    });
    await expect(read('5BAA6')).rejects.toThrow(RangeUnavailable);
    expect(requests).toHaveLength(2);
  });

  it('reads no more than 512 KiB, compressed or not', async () => {
    const endless = await serve((_request, response) => {
      const more = () => {
        while (response.write(`${SUFFIX}:1\r\n`.repeat(1000)));
      };
      response.on('drain', more);
      more();
    });
    await expect(endless.read('5BAA6')).rejects.toThrow(/larger than 512 KiB/);
    const bomb = gzipSync(Buffer.alloc(20 * 1_048_576, '\n'));
    const small = await serve((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
    await expect(small.read('5BAA6')).rejects.toThrow(/larger than 512 KiB/);
  });

  it('tells an answer that is no range from one that is missing', async () => {
    const { read, requests } = await serve((_request, response) =>
      response.end('<html><a href="http://login.example/">Sign in</a>'),
    );
    await expect(read('5BAA6')).rejects.toThrow(RangeUnreadable);
    expect(requests).toHaveLength(1);
  });

  it('calls no private address when the configuration forbids it', async () => {
    const { read, requests } = await serve(found, {}, '/', true);
    await expect(read('5BAA6')).rejects.toThrow(/private address/);
    expect(requests).toEqual([]);
  });

  it('does not wait longer for the address than for the answer', async () => {
    const get = createOutgoingGet({ fetch, disallowPrivateIps: true, addressesOf: () => new Promise(() => {}) });
    const read = createRangeClient({ server: new URL('https://ranges.example/'), get, beginMs: 20 });
    await expect(read('5BAA6')).rejects.toThrow(/no answer within 20 ms/);
  });

  it('says what is wrong with a server that is not there, without the prefix', async () => {
    const { read, origin } = await serve(found);
    for (const cleanup of cleanups.splice(0)) await cleanup();
    const failure = await read('5BAA6').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RangeUnavailable);
    expect(String(failure)).toContain(origin.slice('http://'.length));
    expect(String(failure)).toContain('ECONNREFUSED');
    expect(String(failure)).not.toContain('5BAA6');
  });
});
