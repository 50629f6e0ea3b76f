import { readFile } from 'node:fs/promises';
import type { Config } from '../../config/config.ts';
import { parseMailServer } from '../../courier/mail-server.ts';
import { createSmtpTransport } from '../../courier/smtp-transport.ts';
import { problemOf } from '../../outgoing/problem-of.ts';
import type { Log } from '../../server/log.ts';
import { type Finding, findingsOf } from './finding.ts';

const { ok, warn, fail } = findingsOf('mail');

const PATIENCE_MS = 15_000;

const hostOf = (url: string | undefined) => (url !== undefined && URL.canParse(url) ? new URL(url).host : 'an address');

/** Greets the mail server, and signs in where there is a password. Nothing is sent. */
async function greet(connectionUri: string, { courier, clients }: Config, log: Log): Promise<Finding> {
  const server = parseMailServer(connectionUri);
  if (!server)
    return fail('courier.smtp.connection_uri names no mail server', 'It looks like smtp://user:password@mail.example.org:587/.');
  const name = `${server.host}:${server.port}`;
  const settings = { ...courier.smtp, disallowPrivateIps: clients.smtp.disallowPrivateIps };
  const transport = await createSmtpTransport({ settings, readFile, log })(server, AbortSignal.timeout(PATIENCE_MS));
  try {
    await transport.verify();
    return ok(`${name} answers${server.credentials ? ' and lets us in' : ''}`);
  } catch (error) {
    const said = (error as { readonly response?: string }).response ?? problemOf(error);
    return fail(`${name}: ${said}`, 'Check courier.smtp.connection_uri: host, port, smtp or smtps, user and password.');
  } finally {
    transport.close();
  }
}

/** Whether messages to users will find their way. */
export async function checkMail(config: Config, log: Log): Promise<readonly Finding[]> {
  const { deliveryStrategy, smtp, http, worker } = config.courier;
  const delivered = worker.inServer
    ? []
    : [warn('`serve` does not deliver messages', 'Start it with --watch-courier, or run `zelos courier watch` beside it.')];
  if (deliveryStrategy === 'http') return [ok(`mail goes to ${hostOf(http.url)} by HTTP; that was not tried`), ...delivered];
  if (smtp.connectionUri !== undefined) return [await greet(smtp.connectionUri, config, log), ...delivered];
  const isPrinted = config.dev || config.dsn.kind === 'sqlite';
  const text = `courier.smtp.connection_uri is not set: mail ${isPrinted ? 'is printed to the log' : 'stays in the queue'}`;
  return [warn(text, 'Set it to the URL of your mail server: smtp://user:password@mail.example.org:587/.'), ...delivered];
}
