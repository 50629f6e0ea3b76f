import { DsnError } from '../../config/dsn/dsn.ts';
import { parseDsn } from '../../config/dsn/parse-dsn.ts';
import { parseMailServer } from '../../courier/mail-server.ts';
import { UsageError } from '../report-failure.ts';
import type { Answers } from './answers.ts';
import type { Question } from './ask.ts';

function webUrl(answer: string): string {
  if (URL.canParse(answer) && /^https?:$/.test(new URL(answer).protocol)) return answer;
  throw new UsageError(`${JSON.stringify(answer)} is no URL; it begins with http:// or https://.`);
}

function identifier(answer: string): Answers['identifier'] {
  if (answer === 'email' || answer === 'username') return answer;
  throw new UsageError(`${JSON.stringify(answer)} is neither email nor username.`);
}

function database(answer: string): string | undefined {
  if (answer === 'embedded') return undefined;
  try {
    parseDsn(answer, { cwd: '/', cpus: 1 });
    return answer;
  } catch (error) {
    if (error instanceof DsnError) throw new UsageError(`this names no database: ${error.message}`);
    throw error;
  }
}

function mailServer(answer: string): string | undefined {
  if (answer === 'none') return undefined;
  if (parseMailServer(answer)) return answer;
  throw new UsageError(`${JSON.stringify(answer)} is no mail server; write smtp://user:password@mail.example.org:587/.`);
}

function anything(answer: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a name with them would break the headers of mail.
  if (!/[\u0000-\u001f]/.test(answer)) return answer;
  throw new UsageError('a name has no control characters.');
}

/** What is asked, in this order, and by which flag the answer can be given. */
export const QUESTIONS: { readonly [name in keyof Answers]: Question<Answers[name]> & { readonly flag: string } } = {
  name: { flag: 'name', text: 'What is your product called?', otherwise: 'My product', read: anything },
  url: {
    flag: 'url',
    text: 'Where do people find it? Your pages for signing in are looked for below.',
    otherwise: 'http://127.0.0.1:4455/',
    read: webUrl,
  },
  publicUrl: {
    flag: 'public-url',
    text: 'Where do their browsers find Zelos?',
    otherwise: 'http://127.0.0.1:4433/',
    read: webUrl,
  },
  identifier: {
    flag: 'identifier',
    text: 'What do they sign in with: email or username?',
    otherwise: 'email',
    read: identifier,
  },
  dsn: {
    flag: 'dsn',
    text: 'Which database: embedded, or the URL of a PostgreSQL server?',
    otherwise: 'embedded',
    read: database,
  },
  smtp: {
    flag: 'smtp',
    text: 'Which mail server: none (mail is printed), or smtp://user:password@host:587/?',
    otherwise: 'none',
    read: mailServer,
  },
};
