import { choice, flag, list, optional, section, text, uri, urlOrPath, whole } from './kinds.ts';

const METHODS = ['POST', 'GET', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'HEAD', 'OPTIONS', 'TRACE'] as const;

const socket = () =>
  section('Owner and permissions of the Unix socket, where the host is one.', {
    owner: text('Name of the user who shall own the socket; empty leaves the owner as it is.', { default: '' }),
    group: text('Name of the group of the socket; empty leaves the group as it is.', { default: '' }),
    mode: whole('Permission bits of the socket as a decimal number (493 is 0755).', { minimum: 0, maximum: 511, default: 493 }),
  });

const pem = (what: string, secret: boolean) =>
  section(`Where the ${what} comes from.`, {
    path: optional(text(`Path of a PEM file with the ${what}.`)),
    base64: optional(text(`The PEM text of the ${what}, in base64.`, { secret })),
  });

const tls = () =>
  section('Certificate and key with which the listener speaks TLS; both are needed.', {
    cert: optional(pem('certificate chain', false)),
    key: optional(pem('private key', true)),
  });

const requestLog = () =>
  section('What the request log leaves out.', {
    disable_for_health: flag('Leaves requests to the health and metrics paths out of the log.', false),
  });

const cors = section('Cross-origin requests from browsers to the public API.', {
  enabled: flag('Answers preflight requests and adds the CORS headers.', false),
  allowed_origins: list(
    'Origins that may call; an entry is *, or an absolute URL with at most one * in its host.',
    text('An origin.', { minLength: 1, expects: '*, or an absolute URL with at most one *', format: 'cors-origin' }),
    { uniqueItems: true, default: ['*'] },
  ),
  allowed_methods: list('HTTP methods that may be used.', choice('A method.', METHODS), {
    default: ['POST', 'GET', 'PUT', 'PATCH', 'DELETE'],
  }),
  allowed_headers: list('Request headers that a script may set.', text('A header.'), {
    default: ['Authorization', 'Content-Type', 'Max-Age', 'X-Session-Token', 'X-XSRF-TOKEN', 'X-CSRF-TOKEN'],
  }),
  exposed_headers: list('Response headers that a script may read.', text('A header.'), { default: ['Content-Type'] }),
  allow_credentials: flag('Lets the browser send cookies along.', true),
  options_passthrough: flag('Hands preflight requests on to the routes instead of answering them.', false),
  max_age: whole('For how many seconds a browser may keep the answer to a preflight request; 0 sends no such header.', {
    minimum: 0,
    default: 0,
  }),
  debug: flag('Writes each decision about an origin to the log.', false),
});

/** `serve`: the two listeners. */
export const serve = section('The two listeners.', {
  public: section('The listener of the public API, for browsers and apps.', {
    host: text('Interface to listen on; unix:/path opens a Unix socket instead.', { default: '0.0.0.0' }),
    port: whole('TCP port of the public API.', { minimum: 1, maximum: 65535, default: 4433 }),
    base_url: optional(urlOrPath('URL under which the outside world reaches the public API; links and redirects start with it.')),
    socket: socket(),
    tls: optional(tls()),
    request_log: requestLog(),
    cors,
  }),
  admin: section('The listener of the admin API; keep it away from the public.', {
    host: text('Interface to listen on; unix:/path opens a Unix socket instead.', { default: '0.0.0.0' }),
    port: whole('TCP port of the admin API.', { minimum: 1, maximum: 65535, default: 4434 }),
    base_url: optional(uri('URL under which other services reach the admin API; links of lists start with it.')),
    socket: socket(),
    tls: optional(tls()),
    request_log: requestLog(),
  }),
});
