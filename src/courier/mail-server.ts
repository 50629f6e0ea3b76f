/** A mail server as its connection URI names it. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte. */
  readonly secure: boolean;
  /** A server that does not offer STARTTLS is refused. */
  readonly requireTls: boolean;
  readonly verifyCertificate: boolean;
  /** The name that its certificate has to have. */
  readonly serverName: string;
  readonly credentials?: { readonly user: string; readonly password: string };
}

const TRUE = new Set(['1', 't', 'T', 'true', 'TRUE', 'True']);
const DEFAULT_PORTS = { smtp: 587, smtps: 465 };

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * Reads `smtp://user:password@host:port/?disable_starttls=true&skip_ssl_verify=true&server_name=name`, or the same with `smtps`. User and
 * password are percent-decoded; the port is 587, or 465 for smtps, unless given.
 * @returns undefined when the text is no such URI
 */
export function parseMailServer(uri: string): MailServer | undefined {
  if (!URL.canParse(uri)) return undefined;
  const { protocol, hostname, port, username, password, searchParams } = new URL(uri);
  if ((protocol !== 'smtp:' && protocol !== 'smtps:') || hostname === '') return undefined;
  const secure = protocol === 'smtps:';
  const is = (option: string) => TRUE.has(searchParams.get(option) ?? '');
  const [user, secret] = [decoded(username), decoded(password)];
  const host = hostname.replace(/^\[|\]$/g, '');
  if (user === undefined || secret === undefined) return undefined;
  return {
    host,
    port: port === '' ? DEFAULT_PORTS[secure ? 'smtps' : 'smtp'] : Number(port),
    secure,
    requireTls: !secure && !is('disable_starttls'),
    verifyCertificate: !is('skip_ssl_verify'),
    serverName: searchParams.get('server_name') || host,
    ...(user !== '' && { credentials: { user, password: secret } }),
  };
}
