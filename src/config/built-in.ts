import { DEFAULT_IDENTITY_SCHEMA_URL } from './default-identity-schema.ts';
import type { ValueMap } from './merge.ts';

/** What flags and environment already say where the built-in configuration depends on it. */
export interface BuiltInChoices {
  readonly publicUrl: string | undefined;
  readonly publicPort: number;
  readonly adminPort: number;
}

/** Name of the embedded database in the data folder. */
export const DATABASE_FILE = 'zelos.sqlite';

const withSlash = (url: string) => (url.endsWith('/') ? url : `${url}/`);

/**
 * The configuration of a server that was given no file: everything that works without further settings is switched on, and the
 * newest behaviour is chosen wherever a feature flag offers it. The admin API listens on this machine only.
 */
export function builtInValues({ publicUrl, publicPort, adminPort }: BuiltInChoices): ValueMap {
  const home = publicUrl ?? `http://127.0.0.1:${publicPort}/`;
  const page = (name: string) => ({ ui_url: `${withSlash(home)}account/${name}` });
  return {
    serve: {
      public: { host: '0.0.0.0', base_url: home },
      admin: { host: '127.0.0.1', base_url: `http://127.0.0.1:${adminPort}/` },
    },
    identity: {
      default_schema_id: 'default',
      schemas: [{ id: 'default', url: DEFAULT_IDENTITY_SCHEMA_URL, selfservice_selectable: true }],
    },
    ciphers: { algorithm: 'xchacha20-poly1305' },
    selfservice: {
      default_browser_return_url: home,
      flows: {
        error: page('error'),
        login: page('login'),
        registration: {
          ...page('registration'),
          after: { password: { hooks: [{ hook: 'show_verification_ui' }, { hook: 'session' }] } },
        },
        settings: page('settings'),
        verification: { enabled: true, use: 'code', ...page('verification') },
        recovery: { enabled: true, use: 'code', ...page('recovery') },
      },
      methods: {
        password: { enabled: true },
        code: { enabled: true },
        link: { enabled: true },
        totp: { enabled: true, config: { issuer: 'Zelos' } },
        lookup_secret: { enabled: true },
      },
    },
    feature_flags: {
      cacheable_sessions: true,
      use_continue_with_transitions: true,
      choose_recovery_address: true,
      faster_session_extend: true,
      refresh_login_choose_address: true,
    },
  };
}
