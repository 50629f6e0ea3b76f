import type { Config, ListenerConfig } from '../../config/config.ts';
import { assertAddressFree } from '../../server/assert-addresses-free.ts';
import { socketPathOf } from '../../server/unix-socket.ts';
import { type Finding, findingsOf } from './finding.ts';

const LOOPBACK = /^(127\.|localhost$|\[?::1\]?$)/;
const ANY = new Set(['', '0.0.0.0', '::', '[::]']);

/** Whether what listens there is a server of this kind. */
async function isOurs({ host, port }: ListenerConfig): Promise<boolean> {
  const name = ANY.has(host) ? '127.0.0.1' : host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  try {
    const answer = await fetch(`http://${name}:${port}/health/alive`, { signal: AbortSignal.timeout(3000) });
    return ((await answer.json()) as { status?: unknown } | null)?.status === 'ok';
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
