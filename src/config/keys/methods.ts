import { requestAuth } from './hooks.ts';
import { choice, duration, FETCHABLE, flag, list, openSection, optional, section, text, textMap, uri, whole } from './kinds.ts';
import { oidcProvider } from './oidc-provider.ts';

const POSITIVE = '^([1-9][0-9]*(ns|us|ms|s|m|h))+$';

const migrateHook = section('Asks another service about a password that is not here yet.', {
  enabled: flag('Turns the hook on.', false),
  config: section('The call.', {
    url: optional(uri('URL that is called.')),
    method: choice('HTTP method.', ['POST'], 'POST'),
    headers: optional(textMap('Headers of the call.', { secret: true })),
    emit_analytics_event: flag('Reports the call to tracing.', true),
    auth: optional(requestAuth),
    body: optional(uri('Jsonnet that makes the body.', { pattern: FETCHABLE })),
  }),
});

const password = section('Passwords.', {
  enabled: flag('Lets users sign in with a password.', true),
  config: section('What a password must be like.', {
    haveibeenpwned_host: text('Host, or URL, that is asked about leaked passwords.', { default: 'api.pwnedpasswords.com' }),
    haveibeenpwned_enabled: flag('Refuses passwords that are known from leaks.', true),
    max_breaches: whole('How often a password may occur in leaks.', { minimum: 0, maximum: 100, default: 0 }),
    ignore_network_errors: flag('Takes a password when the question about leaks cannot be asked.', true),
    min_password_length: whole('Bytes that a password must have.', { minimum: 6, default: 8 }),
    identifier_similarity_check_enabled: flag('Refuses passwords that resemble the identifier.', true),
    migrate_hook: migrateHook,
  }),
});

const code = openSection('One-time codes by e-mail or text message.', {
  enabled: flag('Uses codes for recovery and verification.', true),
  passwordless_enabled: flag('Lets users sign in and up with a code; switches enabled on.', false),
  mfa_enabled: flag('Uses codes as a second factor; not together with passwordless_enabled.', false),
  config: openSection('Limits of a code.', {
    lifespan: duration('How long a code is valid.', '1h'),
    max_submissions: whole('How many guesses a flow allows.', { minimum: 1, maximum: 255, default: 5 }),
    missing_credential_fallback_enabled: flag(
      'Lets identities without code credential sign in through a verified address.',
      false,
    ),
  }),
});

const link = section('Links by e-mail.', {
  enabled: flag('Uses links for recovery and verification.', false),
  config: openSection('Limits of a link.', {
    lifespan: duration('How long a link is valid.', '1h'),
    base_url: optional(text('Does nothing.', { deprecated: true })),
  }),
});

const webauthn = section('Security keys.', {
  enabled: flag('Lets users sign in with a security key; needs config.', false),
  config: optional(
    section('The relying party.', {
      passwordless: optional(flag('Makes the key a first factor instead of a second.')),
      rp: optional(
        openSection('The relying party, as browsers see it.', {
          id: text('Domain of the site.'),
          display_name: text('Name that the browser shows.'),
          origins: optional(list('Origins that may use the keys; not together with origin.', uri('An origin.'))),
          origin: optional(uri('The only origin.', { deprecated: true })),
          icon: optional(uri('Does nothing.', { deprecated: true })),
        }),
      ),
    }),
  ),
});

const passkey = section('Passkeys.', {
  enabled: flag('Lets users sign in with a passkey.', false),
  config: section('The relying party and what is asked of authenticators.', {
    rp: optional(
      openSection('The relying party, as browsers see it.', {
        id: text('Domain of the site.'),
        display_name: text('Name that the browser shows.'),
        origins: optional(list('Origins that may use the passkeys; apps have their own spelling.', text('An origin.'))),
      }),
    ),
    authenticator_selection: section('What is asked of authenticators.', {
      attachment: optional(choice('Built in, or carried along; both when unset.', ['platform', 'cross-platform'])),
      resident_key: choice('Whether the key stays on the device.', ['required', 'preferred', 'discouraged'], 'required'),
      user_verification: choice('Whether the device checks who uses it.', ['required', 'preferred', 'discouraged'], 'preferred'),
    }),
    attestation: section('What an authenticator tells about its make.', {
      preference: choice('How much is asked for.', ['none', 'indirect', 'direct', 'enterprise'], 'none'),
    }),
    timeouts: optional(
      section('How long the browser waits for the user.', {
        registration: optional(duration('When a passkey is made.', undefined, POSITIVE)),
        login: optional(duration('When a passkey is used.', undefined, POSITIVE)),
      }),
    ),
  }),
});

/** `selfservice.methods`: the ways to prove who one is. */
export const methods = section('The ways to prove who one is.', {
  profile: section('Traits in the settings flow.', { enabled: flag('Lets users change their traits.', true) }),
  password,
  code,
  link,
  totp: section('Codes of an authenticator app.', {
    enabled: flag('Lets users set up an authenticator app.', false),
    config: optional(
      section('The app entry.', { issuer: optional(text('Name in the app; the host of the public URL when unset.')) }),
    ),
  }),
  lookup_secret: section('Recovery codes.', { enabled: flag('Lets users keep recovery codes.', false) }),
  webauthn,
  passkey,
  oidc: section('Social sign-in.', {
    enabled: flag('Lets users sign in with other providers.', false),
    config: optional(
      section('The providers.', {
        base_redirect_uri: optional(uri('URL that callback URLs start with; the public URL when unset.')),
        providers: optional(list('The providers.', oidcProvider)),
      }),
    ),
  }),
  b2b: optional(
    section('Organizations of the hosted product.', {
      config: optional(
        section('The organizations.', {
          organizations: optional(
            list(
              'The organizations.',
              openSection('One organization.', {
                id: optional(text('A UUID.')),
                label: optional(text('Name.')),
                domains: optional(list('Mail domains.', text('A domain.', { format: 'hostname', expects: 'a host name' }))),
                session_lifespan: optional(duration('Lifetime of sessions of its members.')),
              }),
            ),
          ),
        }),
      ),
    }),
  ),
});
