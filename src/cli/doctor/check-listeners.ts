import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { json } from 'node:stream/consumers';
import type { Config, ListenerConfig } from '../../config/config.ts';
import { assertAddressFree } from '../../server/assert-addresses-free.ts';
import { socketPathOf } from '../../server/unix-socket.ts';
import { type Finding, findingsOf } from './finding.ts';

const LOOPBACK = /^(127\.|localhost$|\[?::1\]?$)/;
const ANY = new Set(['', '0.0.0.0', '::', '[::]']);

const WAIT_MS = 3000;

/** Whether what listens there is a server of this kind. Its certificate need not be one for this machine. */
async function isOurs({ host, port, tls }: ListenerConfig): Promise<boolean> {
  const address = { host: ANY.has(host) ? '127.0.0.1' : host.replace(/^\[|\]$/g, ''), port, path: '/health/alive' };
  const options = { ...address, signal: AbortSignal.timeout(WAIT_MS) };
  const asking = tls ? https.get({ ...options, rejectUnauthorized: false }) : http.get(options);
  try {
    const [answer] = (await once(asking, 'response')) as [http.IncomingMessage];
    return ((await json(answer)) as { status?: unknown } | null)?.status === 'ok';
  } catch {
    return false;
  }
}

async function checkListener(name: 'public' | 'admin', listener: ListenerConfig): Promise<Finding> {
  const { ok, fail } = findingsOf(`${name} port`);
  const { host, port } = listener;
  // A socket that a dead server left behind is removed at the next start, not here.
  if (socketPathOf(host) !== undefined) return ok(`${host} was not tried`);
  const address = `${host || '*'}:${port}`;
  try {
    await assertAddressFree(listener);
    return ok(`${address} is free`);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE' && (await isOurs(listener))) return ok(`a server runs at ${address}`);
    if (code === 'EADDRINUSE')
      return fail(`somebody else listens on ${address}`, `Choose another port with SERVE_${name.toUpperCase()}_PORT.`);
    return fail(`${address}: ${message}`, `Choose another address with serve.${name}.host and serve.${name}.port.`);
  }
}

/** Browsers send cookies over any connection where the world sees no HTTPS. */
function checkBaseUrl({ public: { baseUrl }, dev }: Config): readonly Finding[] {
  const { warn } = findingsOf('public URL');
  const { protocol, hostname } = new URL(baseUrl);
  if (protocol === 'https:' || dev || LOOPBACK.test(hostname) || ANY.has(hostname)) return [];
  return [
    warn(
      `${baseUrl} is not encrypted: passwords and cookies can be read on the way`,
      'Put a reverse proxy with TLS in front, and say its https:// address in serve.public.base_url.',
    ),
  ];
}

/** Whether the server can listen where it is told to. */
export async function checkListeners(config: Config): Promise<readonly Finding[]> {
  const listeners = await Promise.all([checkListener('public', config.public), checkListener('admin', config.admin)]);
  return [...listeners, ...checkBaseUrl(config)];
}
