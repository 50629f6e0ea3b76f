import { isIP, type Socket } from 'node:net';
import { checkServerIdentity, connect, createSecureContext } from 'node:tls';
import { connectionFault } from './connection-fault.ts';
import type { PostgresHost } from './postgres-location.ts';
import type { PostgresTls } from './postgres-tls.ts';

/** SSLRequest (PostgreSQL, "Message Formats"): its length and a number that is no version of the protocol. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);
const YES = 'S';
const NO = 'N';

/** The next event of a socket, or the reason why it will not come. */
function next(socket: Socket, event: 'data' | 'secureConnect'): Promise<unknown> {
  return new Promise((resolve, reject) => {
    socket.once(event, resolve);
    socket.once('error', reject);
    socket.once('close', () => reject(connectionFault('ECONNRESET', 'the server hung up before TLS was agreed on')));
  });
}

/** Agrees on TLS with the server at the other end of a connected socket. */
export type StartTls = (socket: Socket, at: PostgresHost) => Promise<Socket>;

/**
 * Makes what agrees on TLS. Not left to the driver: it checks the certificate of an IP address against the name `localhost`,
 * and greets in TLS a server that has just refused it.
 * @throws Error of OpenSSL when a PEM text cannot be read
 */
export function createStartTls(tls: PostgresTls): StartTls {
  const { required, verify, authorities, certificate, key } = tls;
  const secureContext = createSecureContext({
    ...(authorities !== undefined && { ca: typeof authorities === 'string' ? authorities : [...authorities] }),
    ...(certificate !== undefined && { cert: certificate }),
    ...(key !== undefined && { key }),
  });

  return async (socket, { host, port }) => {
    socket.write(SSL_REQUEST);
    // Exactly one byte: what came behind it unencrypted could be somebody else's.
    const answer = String(await next(socket, 'data'));
    if (answer === NO && !required) return socket;
    if (answer === NO) throw connectionFault('TLS_FAILED', `the server at ${host}:${port} offers no TLS`);
    if (answer !== YES) throw connectionFault('TLS_FAILED', `${host}:${port} does not answer as PostgreSQL does`);
    const secure = connect({
      socket,
      secureContext,
      rejectUnauthorized: verify !== 'nothing',
      checkServerIdentity: (_, shown) => (verify === 'name' ? checkServerIdentity(host, shown) : undefined),
      ...(isIP(host) === 0 && { servername: host }),
    });
    // An error that comes before the driver listens is found by its traces.
    secure.on('error', () => {});
    try {
      await next(secure, 'secureConnect');
    } catch (error) {
      secure.destroy();
      throw connectionFault('TLS_FAILED', `no TLS with the server at ${host}:${port}: ${(error as Error).message}`, error);
    }
    return secure;
  };
}
