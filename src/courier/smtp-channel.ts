import { isIP } from 'node:net';
import { openSocket } from '../outgoing/open-socket.ts';
import { createPrivateAddressTest } from '../outgoing/private-address.ts';
import { problemOf } from '../outgoing/problem-of.ts';
import type { Channel } from './channel.ts';
import type { CourierLog } from './courier-log.ts';
import { DeliveryFault } from './delivery-fault.ts';
import type { HtmlBody } from './html-body.ts';
import { mailRecipient } from './mail-recipient.ts';
import { type MailServer, parseMailServer } from './mail-server.ts';
import { smtpMessage } from './smtp-message.ts';
import type { SmtpSettings } from './smtp-settings.ts';

export interface SmtpChannelOptions {
  readonly settings: SmtpSettings;
  readonly html: HtmlBody;
  readonly readFile: (path: string) => Promise<Uint8Array>;
  readonly log: CourierLog;
  /** Addresses that must not be connected to with `disallowPrivateIps`; those outside the public Internet unless given. */
  readonly isPrivate?: (address: string) => boolean;
}

const CONNECT_MS = 10_000;
/** How long the server may keep silent in between. */
const SILENCE_MS = 30_000;
const FAILED = 'failed to send email via smtp';

/** What nodemailer adds to its errors. */
interface SmtpError {
  readonly code?: string;
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
}

/** The server refused this recipient or this message, and will again (RFC 5321, section 4.2.1). Whatever else it refuses can be mended. */
function isPermanent({ code, command, responseCode = 0 }: SmtpError): boolean {
  return responseCode >= 500 && (code === 'EMESSAGE' || command === 'RCPT TO' || command === 'DATA');
}

function faultOf(error: unknown): DeliveryFault {
  const details = error as SmtpError;
  return new DeliveryFault(details.response ?? problemOf(error), {
    reason: FAILED,
    permanent: isPermanent(details),
  });
}

/** Sends mail through a mail server, over a new connection for each message. */
export function createSmtpChannel(options: SmtpChannelOptions): Channel {
  const { settings, html, readFile, log, isPrivate = createPrivateAddressTest() } = options;
  const { connectionUri, clientCertPath, clientKeyPath, localName, disallowPrivateIps } = settings;
  const server = parseMailServer(connectionUri);

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

  async function transportTo({ host, port, secure, requireTls, verifyCertificate, ...more }: MailServer, signal: AbortSignal) {
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
  }

  return {
    async deliver(message, signal) {
      if (!server)
        throw new DeliveryFault('The SMTP connection URI is malformed. Please contact a system administrator.', {
          reason: FAILED,
        });
      const recipient = mailRecipient(message.recipient);
      if (recipient === undefined)
        throw new DeliveryFault('The recipient is not a valid e-mail address.', { reason: FAILED, permanent: true });
      const mail = smtpMessage(message, recipient, await html(message), settings);
      const transport = await transportTo(server, signal);
      try {
        const { envelope, rejectedErrors = [] } = await transport.sendMail({ ...mail, signal });
        // When nobody is accepted, that is an error already; here others were, whom the configured headers add.
        const [addressee] = envelope.to;
        const refusal = rejectedErrors.find((error) => error.recipient === addressee);
        if (refusal) throw refusal;
      } catch (error) {
        throw faultOf(error);
      } finally {
        transport.close();
      }
    },
  };
}
