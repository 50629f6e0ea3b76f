import type { SendMailOptions } from 'nodemailer';
import type { MessageRow } from '../store/message-store.ts';
import type { SmtpSettings } from './smtp-settings.ts';

/** Headers that are fields of a mail rather than plain headers. */
const FIELDS = {
  from: 'from',
  sender: 'sender',
  to: 'to',
  cc: 'cc',
  bcc: 'bcc',
  subject: 'subject',
  'reply-to': 'replyTo',
  'in-reply-to': 'inReplyTo',
  references: 'references',
  'message-id': 'messageId',
  date: 'date',
} as const satisfies Readonly<Record<string, keyof SendMailOptions>>;

const isField = (name: string): name is keyof typeof FIELDS => Object.hasOwn(FIELDS, name);

/**
 * The mail that goes out: text and, where there is one, HTML. Configured headers win over what is made here (`Subject`, `To` …);
 * `Cc` and `Bcc` add recipients.
 */
export function smtpMessage(
  { subject, body }: MessageRow,
  recipient: string,
  html: string | undefined,
  { fromAddress, fromName, headers }: Pick<SmtpSettings, 'fromAddress' | 'fromName' | 'headers'>,
): SendMailOptions {
  const fields: { [field in (typeof FIELDS)[keyof typeof FIELDS]]?: string } = {};
  const others: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const known = name.toLowerCase();
    if (isField(known)) fields[FIELDS[known]] = value;
    else others[name] = value;
  }
  return {
    from: { name: fromName ?? '', address: fromAddress },
    // As an object it is one address, whatever stands in it.
    to: { name: '', address: recipient },
    subject,
    text: body,
    ...(html !== undefined && { html }),
    headers: others,
    ...fields,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
