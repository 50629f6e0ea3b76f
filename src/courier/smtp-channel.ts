import { problemOf } from '../outgoing/problem-of.ts';
import type { Channel } from './channel.ts';
import { DeliveryFault } from './delivery-fault.ts';
import type { HtmlBody } from './html-body.ts';
import { mailRecipient } from './mail-recipient.ts';
import { parseMailServer } from './mail-server.ts';
import { smtpMessage } from './smtp-message.ts';
import type { SmtpSettings } from './smtp-settings.ts';
import { createSmtpTransport, type SmtpTransportOptions } from './smtp-transport.ts';

export interface SmtpChannelOptions extends SmtpTransportOptions {
  readonly settings: SmtpSettings;
  readonly html: HtmlBody;
}

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
  const { settings, html, readFile, log, isPrivate } = options;
  const server = parseMailServer(settings.connectionUri);
  const transportTo = createSmtpTransport({ settings, readFile, log, ...(isPrivate && { isPrivate }) });

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
