import { isIP } from 'node:net';
import { openSocket } from '../outgoing/open-socket.ts';
import { createPrivateAddressTest } from '../outgoing/private-address.ts';
import type { CourierLog } from './courier-log.ts';
import type { MailServer } from './mail-server.ts';
import type { SmtpSettings } from './smtp-settings.ts';

export interface SmtpTransportOptions {
  readonly settings: Pick<SmtpSettings, 'clientCertPath' | 'clientKeyPath' | 'localName' | 'disallowPrivateIps'>;
  readonly readFile: (path: string) => Promise<Uint8Array>;
  readonly log: CourierLog;
  /** Addresses that must not be connected to with `disallowPrivateIps`; those outside the public Internet unless given. */
  readonly isPrivate?: (address: string) => boolean;
}

const CONNECT_MS = 10_000;
/** How long the server may keep silent in between. */
const SILENCE_MS = 30_000;

/** Makes connections to mail servers; whoever asks for one closes it. */
export function createSmtpTransport(options: SmtpTransportOptions) {
  const { settings, readFile, log, isPrivate = createPrivateAddressTest() } = options;
  const { clientCertPath, clientKeyPath, localName, disallowPrivateIps } = settings;

  /** Read for each mail, so that a new certificate is taken up. Without one that can be read mail may still be taken. */
  async function clientCertificate(): Promise<{ readonly cert?: Uint8Array; readonly key?: Uint8Array }> {
    if (clientCertPath === '' || clientKeyPath === '') return {};
    try {
      const [cert, key] = await Promise.all([readFile(clientCertPath), readFile(clientKeyPath)]);
      return { cert, key };
    } catch (error) {
      log.error({ err: error }, 'The client certificate for the mail server cannot be read: mail is sent without it.');
      return {};
    }
  }

  return async ({ host, port, secure, requireTls, verifyCertificate, ...more }: MailServer, signal: AbortSignal) => {
    const { serverName, credentials } = more;
    const { cert, key } = await clientCertificate();
    // Loaded with the first mail: every start would wait for it, and many servers never send one by SMTP.
    const { createTransport } = await import('nodemailer');
    return createTransport({
      host,
      port,
      secure,
      requireTLS: requireTls,
      name: localName,
      greetingTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
      tls: {
        rejectUnauthorized: verifyCertificate,
        minVersion: 'TLSv1.2',
        // A certificate can be made out to an address, but nobody asks for it by one.
        ...(isIP(serverName) === 0 && { servername: serverName }),
        ...(cert && key && { cert: Buffer.from(cert), key: Buffer.from(key) }),
      },
      ...(credentials && { auth: { user: credentials.user, pass: credentials.password } }),
      getSocket: (_options, done) => {
        openSocket({ host, port }, { timeoutMs: CONNECT_MS, signal, ...(disallowPrivateIps && { isForbidden: isPrivate }) }).then(
          (connection) => done(null, { connection }),
          (error: Error) => done(error, false),
        );
      },
    });
  };
}
