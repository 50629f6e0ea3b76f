import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { afterAll, expect, test, vi } from 'vitest';
import type { TlsPair } from '../../src/http/tls-source.ts';
import { createLog } from '../../src/server/log.ts';
import { openTls } from '../../src/server/open-tls.ts';
import { startZelos } from '../server/start-zelos.ts';
import { makeCertificates } from '../storage/make-certificates.ts';

const maker = makeCertificates();
const authority = maker.authority('authority');
const first = maker.signed(authority, 'first', 'IP:127.0.0.1');
const second = maker.signed(authority, 'second', 'IP:127.0.0.1');
const folder = mkdtempSync(join(tmpdir(), 'zelos-tls-'));
afterAll(() => {
  maker.remove();
  rmSync(folder, { recursive: true, force: true });
});

const base64 = (text: string) => Buffer.from(text).toString('base64');
const log = createLog({ level: 'fatal', format: 'json', write: () => {} });
const agent = new Agent({ keepAlive: true, ca: authority.certificate });
afterAll(() => agent.destroy());

/** @returns status, body, and the name in the certificate */
async function get(url: string, using: Agent = agent) {
  const outgoing = request(url, { agent: using, signal: AbortSignal.timeout(20_000) }).end();
  const [answer] = await once(outgoing, 'response');
  const socket = outgoing.socket as TLSSocket;
  const text = (await buffer(answer)).toString();
  return { status: answer.statusCode, text, name: socket.getPeerCertificate().subject.CN };
}

const tlsOf = ({ certificate, key }: typeof first) => ({ cert: { base64: base64(certificate) }, key: { base64: base64(key) } });

test('both listeners speak TLS, 1.2 at least, and let go of their clients at the end', async () => {
  const zelos = await startZelos({
    dsn: 'memory',
    values: { serve: { public: { tls: tlsOf(first) }, admin: { tls: tlsOf(second) } } },
  });
  try {
    expect([zelos.publicUrl, zelos.adminUrl].map((url) => new URL(url).protocol)).toEqual(['https:', 'https:']);
    expect(await get(`${zelos.publicUrl}/health/ready`)).toEqual({ status: 200, text: '{"status":"ok"}\n', name: 'first' });
    expect(await get(`${zelos.adminUrl}/admin/identities`)).toMatchObject({ status: 200, text: '[]\n', name: 'second' });
    const { hostname, port } = new URL(zelos.publicUrl);
    const old = connectTls({
      host: hostname,
      port: Number(port),
      ca: authority.certificate,
      maxVersion: 'TLSv1.1',
      minVersion: 'TLSv1',
    });
    await expect(once(old, 'secureConnect')).rejects.toThrow();
    // Whoever does not speak TLS is let go, and nobody else.
    const plain = connect(Number(port), hostname);
    plain.on('error', () => {});
    plain.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    plain.resume();
    await once(plain, 'close');
    expect((await get(`${zelos.publicUrl}/health/ready`)).status).toBe(200);
  } finally {
    await zelos.close();
  }
});

test('a certificate and a key that do not belong together end the start', async () => {
  const values = { serve: { public: { tls: { ...tlsOf(first), key: tlsOf(second).key } } } };
  await expect(startZelos({ dsn: 'memory', values })).rejects.toThrow('serve.public.tls');
});

test('files that change are read again, as soon as both are new', async () => {
  const [certPath, keyPath] = [join(folder, 'a.pem'), join(folder, 'a.key')];
  copyFileSync(first.certificatePath, certPath);
  copyFileSync(first.keyPath, keyPath);
  const source = await openTls({ certPath, keyPath }, { key: 'serve.public.tls', log, lookMs: 20 });
  expect(source.pair).toEqual({ cert: first.certificate, key: first.key });
  const told: TlsPair[] = [];
  const end = source.watch((pair) => told.push(pair));
  copyFileSync(second.certificatePath, certPath);
  copyFileSync(second.keyPath, keyPath);
  await vi.waitFor(() => expect(told.at(-1)).toEqual({ cert: second.certificate, key: second.key }), {
    timeout: 20_000,
    interval: 20,
  });
  end();
});

test('new connections get the new certificate', async () => {
  const { createHttpServers } = await import('../../src/http/http-servers.ts');
  let change: (pair: TlsPair) => void = () => {};
  let isWatched = false;
  const servers = createHttpServers({
    maxHeaderSize: 16_384,
    timeouts: { headersMs: 5000, requestMs: 5000, keepAliveMs: 5000 },
    maxConnections: 10,
    onTooMany: () => {},
    onConnection: () => {},
    tls: {
      pair: { cert: first.certificate, key: first.key },
      watch(onChange) {
        isWatched = true;
        change = onChange;
        return () => {
          isWatched = false;
        };
      },
    },
  });
  const server = servers.create((_, answer) => answer.end('here'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const url = `https://127.0.0.1:${port}/`;
  expect(await get(url)).toMatchObject({ text: 'here', name: 'first' });
  change({ cert: second.certificate, key: second.key });
  // No session of TLS is taken up again: that would keep the certificate.
  const fresh = new Agent({ ca: authority.certificate, maxCachedSessions: 0 });
  expect(await get(url, fresh)).toMatchObject({ text: 'here', name: 'second' });
  expect(isWatched).toBe(true);
  await servers.drain(0);
  expect(isWatched).toBe(false);
});
