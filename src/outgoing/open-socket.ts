import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { createConnection, isIP, type LookupFunction, type Socket } from 'node:net';

export interface SocketTarget {
  readonly host: string;
  readonly port: number;
}

export interface OpenSocketOptions {
  readonly timeoutMs: number;
  /** Addresses that must not be connected to. */
  readonly isForbidden?: (address: string) => boolean;
  readonly signal?: AbortSignal;
}

const forbidden = (host: string) => new Error(`${host} is a private address, which the configuration forbids`);

/** Looks up names as ever, and leaves out what is forbidden: a name cannot lead elsewhere between the check and the connection. */
function lookupWithout(isForbidden: (address: string) => boolean): LookupFunction {
  return (host, options: LookupOptions, done) => {
    lookup(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) return done(error, []);
      const allowed = addresses.filter(({ address }) => !isForbidden(address));
      const [first] = allowed;
      if (!first) return done(forbidden(host), []);
      return options.all ? done(null, allowed) : done(null, first.address, first.family);
    });
  };
}

/**
 * Opens a connection over TCP.
 * @throws Error of the system, of time, of the signal, or because of a forbidden address
 */
export function openSocket({ host, port }: SocketTarget, options: OpenSocketOptions): Promise<Socket> {
  const { timeoutMs, isForbidden, signal } = options;
  if (isForbidden && isIP(host) !== 0 && isForbidden(host)) return Promise.reject(forbidden(host));
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host, port, ...(isForbidden && { lookup: lookupWithout(isForbidden) }) });
    const late = () => socket.destroy(new Error(`no connection to ${host}:${port} within ${timeoutMs} ms`));
    const timer = setTimeout(late, timeoutMs);
    const abort = () => socket.destroy(signal?.reason instanceof Error ? signal.reason : new Error('aborted'));
    const settle = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      socket.removeListener('error', fail);
    };
    const fail = (error: Error) => {
      settle();
      reject(error);
    };
    socket.once('error', fail);
    socket.once('connect', () => {
      settle();
      resolve(socket);
    });
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort);
  });
}
