import { expect } from 'vitest';
import type { CaughtMail, MailSink } from '../../src/courier/testing/mail-sink.ts';

/** What a person finds in their mail. */
export interface Mailbox {
  /** The code in the next mail to this address. */
  codeFor(address: string): Promise<string>;
  /** The link in the next mail to this address. */
  linkFor(address: string): Promise<string>;
}

/** The text of a mail, which comes before its HTML. */
function textOf({ raw }: CaughtMail): string {
  const [, text = ''] = /Content-Type: text\/plain.*?\r\n\r\n(.*?)\r\n--/s.exec(raw) ?? [];
  return text.replaceAll('=\r\n', '').replaceAll('=3D', '=');
}

/** Reads the mails that have arrived, each once. */
export function createMailbox(mails: MailSink['mails']): Mailbox {
  let read = 0;

  async function next(address: string): Promise<string> {
    await expect.poll(() => mails.length, { timeout: 30_000 }).toBeGreaterThan(read);
    const mail = mails[read++];
    expect(mail?.to).toEqual([address]);
    return mail ? textOf(mail) : '';
  }

  /** The first match in the next mail to an address. */
  async function find(address: string, wanted: RegExp): Promise<string> {
    const text = await next(address);
    const [found] = wanted.exec(text) ?? [];
    if (found === undefined) throw new Error(`nothing like ${wanted} in this mail: ${text}`);
    return found;
  }

  return {
    codeFor: (address) => find(address, /^\d{6}$/m),
    linkFor: (address) => find(address, /http:\S+/),
  };
}
