import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';

/** A mail that arrived. */
export interface CaughtMail {
  readonly from: string;
  readonly to: readonly string[];
  /** As it came: headers and parts. */
  readonly raw: string;
  readonly session: SMTPServerSession;
}

export interface MailSink {
  readonly port: number;
  readonly mails: readonly CaughtMail[];
  close(): Promise<void>;
}

export const sinkError = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });

/** A mail server that keeps what it gets, on `port` or a free one. Without TLS and login unless `options` say otherwise. */
export async function startMailSink(options: SMTPServerOptions = {}, port = 0): Promise<MailSink> {
  const mails: CaughtMail[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    logger: false,
    onData(stream, session, done) {
      text(stream).then((raw) => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({ from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map(({ address }) => address), raw, session });
        done();
      }, done);
    },
    ...options,
  });
  server.on('error', () => {});
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** The value of a header, unfolded; undefined where there is none. */
export function headerOf({ raw }: CaughtMail, name: string): string | undefined {
  const [head = ''] = raw.split('\r\n\r\n', 1);
  return new RegExp(`^${name}: (.*)$`, 'im').exec(head.replaceAll(/\r\n[ \t]/g, ' '))?.[1]?.trim();
}
