import { stringify } from 'yaml';
import type { Answers } from './answers.ts';

/** Name of the file with the schema, beside the configuration. */
export const SCHEMA_FILE = 'identity.schema.json';

const withSlash = (url: string) => (url.endsWith('/') ? url : `${url}/`);

function storage({ dsn }: Answers): string {
  if (dsn !== undefined) return stringify({ dsn });
  return '# dsn: postgres://zelos:secret@127.0.0.1/zelos   # without one, the data is in zelos.data_dir\n';
}

function serving({ publicUrl }: Answers): string {
  const { port } = new URL(publicUrl);
  const isLocal = new URL(publicUrl).protocol === 'http:' && port !== '';
  return stringify({
    serve: {
      public: { host: '0.0.0.0', port: isLocal ? Number(port) : 4433, base_url: withSlash(publicUrl) },
      // Whoever reaches the admin API may do everything; `zelos keys create` changes that.
      admin: { host: '127.0.0.1', port: 4434, base_url: 'http://127.0.0.1:4434/' },
    },
  });
}

function flows(url: string) {
  const page = (name: string) => ({ ui_url: `${withSlash(url)}${name}` });
  return {
    error: page('error'),
    login: page('login'),
    registration: {
      ...page('registration'),
      after: { password: { hooks: [{ hook: 'show_verification_ui' }, { hook: 'session' }] } },
    },
    settings: page('settings'),
    verification: { enabled: true, use: 'code', ...page('verification') },
    recovery: { enabled: true, use: 'code', ...page('recovery') },
    logout: { after: { default_browser_return_url: withSlash(url) } },
  };
}

const selfservice = ({ url }: Answers) =>
  stringify({
    selfservice: {
      default_browser_return_url: withSlash(url),
      allowed_return_urls: [withSlash(url)],
      methods: { password: { enabled: true }, code: { enabled: true } },
      flows: flows(url),
    },
  });

function mail({ name, smtp, url }: Answers): string {
  const { hostname } = new URL(url);
  const domain = /[a-z]/i.test(hostname) && hostname.includes('.') ? hostname.replace(/^(www|app)\./, '') : 'example.org';
  const from = { from_address: `no-reply@${domain}`, from_name: name };
  if (smtp !== undefined) return stringify({ courier: { smtp: { connection_uri: smtp, ...from } } });
  const missing =
    '    # connection_uri: smtp://user:password@mail.example.org:587/   # without one, mail is printed to the log\n';
  return `courier:\n  smtp:\n${missing}${stringify(from).replace(/^/gm, '    ').trimEnd()}\n`;
}

/** Fresh ones: two servers must not have the same. */
export interface FreshSecrets {
  /** Signs cookies and the rest. */
  readonly signing: string;
  /** Encrypts stored tokens; 32 characters. */
  readonly cipher: string;
}

const secrecy = ({ signing, cipher }: FreshSecrets) =>
  `# Made for this server alone. Whoever knows them can sign in as anybody: keep this file out of the hands of others.\n${stringify(
    {
      secrets: { default: [signing], cipher: [cipher] },
      ciphers: { algorithm: 'xchacha20-poly1305' },
    },
  )}`;

/** A configuration file with what the answers say, and comments where there is more to choose. */
export const configurationText = (answers: Answers, secrets: FreshSecrets): string =>
  [
    '# Made by `zelos init`. `zelos doctor -c kratos.yml` checks it, `zelos serve -c kratos.yml` starts the server.\n',
    storage(answers),
    serving(answers),
    `# The pages are yours: Zelos says what is in their forms. Examples to copy are in its folder examples/.\n${selfservice(answers)}`,
    stringify({
      identity: {
        default_schema_id: 'default',
        schemas: [{ id: 'default', url: `file://./${SCHEMA_FILE}`, selfservice_selectable: true }],
      },
    }),
    mail(answers),
    secrecy(secrets),
    stringify({ log: { level: 'info' }, zelos: { data_dir: './data' } }),
  ].join('\n');
