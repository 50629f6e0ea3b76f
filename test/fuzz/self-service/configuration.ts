export const UI = 'http://127.0.0.1:4455';
export const COOKIE_SECRET = 'fuzz-cookie-secret-7351';
export const DEFAULT_SECRET = 'fuzz-default-secret-7352';

/** Everything of self-service is on. @param mailPort where mails go */
export function selfServiceValues(mailPort: number, use: 'code' | 'link'): object {
  const page = (name: string) => ({ ui_url: `${UI}/${name}` });
  return {
    log: { level: 'trace' },
    secrets: { cookie: [COOKIE_SECRET, 'fuzz-cookie-secret-old1'], default: [DEFAULT_SECRET] },
    courier: { smtp: { connection_uri: `smtp://127.0.0.1:${mailPort}/?disable_starttls=true` } },
    // Nobody measures these passwords elsewhere.
    selfservice: {
      default_browser_return_url: `${UI}/`,
      allowed_return_urls: ['https://app.example/in', 'https://*.wild.example', 'myapp://callback', '/in'],
      methods: { password: { enabled: true, config: { haveibeenpwned_enabled: false } } },
      flows: {
        error: page('error'),
        login: page('login'),
        registration: {
          ...page('registration'),
          enable_legacy_one_step: use === 'link',
          after: { password: { hooks: [{ hook: 'session' }, { hook: 'show_verification_ui' }] } },
        },
        settings: page('settings'),
        recovery: { enabled: true, use, ...page('recovery'), notify_unknown_recipients: use === 'link' },
        verification: { enabled: true, use, ...page('verification'), notify_unknown_recipients: use === 'link' },
      },
    },
  };
}
