import { type TProperties, type TSchema, Type } from '@sinclair/typebox';
import { choice, flag, list, optional, section, text, textMap, uri, variants } from './kinds.ts';

/** How a request to another service shows who sends it. */
export const requestAuth = variants('How the request shows who sends it.', { tag: 'type', tagDoc: 'Kind of proof.' }, [
  section('A fixed key.', {
    type: Type.Literal('api_key'),
    config: section('The key.', {
      name: text('Name of the header or cookie.'),
      value: text('The key.', { secret: true }),
      in: choice('Where the key goes.', ['header', 'cookie']),
    }),
  }),
  section('HTTP Basic.', {
    type: Type.Literal('basic_auth'),
    config: section('User and password.', {
      user: text('User name.'),
      password: text('Password.', { secret: true }),
    }),
  }),
]);

const named = <const T extends string>(hook: T) => section(`The hook ${hook}.`, { hook: Type.Literal(hook) });

const webHook = section('Calls another service.', {
  hook: Type.Literal('web_hook'),
  config: section('The call.', {
    id: optional(text('Name of this hook in traces.')),
    url: uri('URL that is called.'),
    method: text('HTTP method, in capitals.'),
    headers: optional(textMap('Headers of the call.', { secret: true })),
    body: optional(
      text('Jsonnet that makes the body: file://, http://, https:// or base64://, or a path (deprecated).', {
        expects: 'an absolute URL that starts with file://, http://, https:// or base64://',
        format: 'uri-or-file',
      }),
    ),
    auth: optional(requestAuth),
    response: optional(
      section('What becomes of the answer.', {
        ignore: optional(flag('Goes on at once and forgets the answer.', false)),
        parse: optional(flag('Applies the answer to the identity or the flow.', false)),
      }),
    ),
    can_interrupt: optional(flag('Lets an error answer stop the flow; response.parse does the same and more.', false)),
    emit_analytics_event: optional(flag('Reports the call to tracing.', true)),
  }),
});

const organizationSso = Type.Object(
  { hook: choice('Accepted, does nothing.', ['b2b_sso', 'organization']) },
  { description: 'Hook of the hosted product.', expects: 'an object', additionalProperties: true },
);

const notifyPreviousAddresses = section('Tells the old address that it was replaced.', {
  hook: Type.Literal('notify_previous_addresses'),
  config: optional(
    section('Who is told.', {
      recipients: optional(choice('Which addresses get the message.', ['removed', 'all_verified', 'all'], 'removed')),
    }),
  ),
});

const HOOKS = {
  web: webHook,
  organization: organizationSso,
  notify: notifyPreviousAddresses,
  revoke: named('revoke_active_sessions'),
  session: named('session'),
  requireVerified: named('require_verified_address'),
  verification: named('verification'),
  showVerification: named('show_verification_ui'),
  verifyNew: named('verify_new_address'),
} as const;

const hookList = <T extends readonly (typeof HOOKS)[keyof typeof HOOKS][]>(doc: string, allowed: T) =>
  optional(list(doc, variants('A hook.', { tag: 'hook', tagDoc: 'What the hook does.' }, allowed), { uniqueItems: true }));

const before = (flow: string) =>
  optional(
    section(`What happens before ${flow}.`, {
      hooks: hookList('Hooks that run, in this order.', [HOOKS.web, HOOKS.organization]),
    }),
  );

const returnUrl = (when: string) =>
  optional(
    text(`Where the browser goes after ${when}.`, {
      expects: 'an absolute URL, or a path that starts with a slash',
      format: 'url-or-path',
    }),
  );

const methodSection = <T extends TSchema>(what: string, hooks: T) =>
  optional(section(`What happens after ${what}.`, { default_browser_return_url: returnUrl(what), hooks }));

const methods = <const M extends readonly string[], T extends TSchema>(flow: string, names: M, hooks: () => T) =>
  Object.fromEntries(names.map((name) => [name, methodSection(`${flow} with ${name}`, hooks())])) as {
    [K in M[number]]: ReturnType<typeof methodSection<T>>;
  };

const after = <T extends TProperties>(flow: string, properties: T) =>
  optional(section(`What happens after ${flow}.`, properties));

const plain = () => hookList('Hooks that run, in this order.', [HOOKS.web, HOOKS.organization]);
const own = 'Hooks that run instead of those for every method, in this order.';
const all = 'Hooks that run when the method lists none, in this order.';

const LOGIN = [
  HOOKS.web,
  HOOKS.organization,
  HOOKS.revoke,
  HOOKS.requireVerified,
  HOOKS.verification,
  HOOKS.showVerification,
] as const;

/** `before` of each flow. */
export const beforeLogin = before('login');
export const beforeRegistration = before('registration');
export const beforeSettings = before('a settings change');
export const beforeRecovery = before('recovery');
export const beforeVerification = before('verification');

/** `selfservice.flows.login.after` */
export const afterLogin = after('login', {
  default_browser_return_url: returnUrl('login'),
  hooks: hookList(all, LOGIN),
  ...methods('login', ['password', 'webauthn', 'passkey', 'code', 'totp', 'lookup_secret'] as const, () => hookList(own, LOGIN)),
  oidc: methodSection('login with oidc', hookList(own, [HOOKS.web, HOOKS.organization, HOOKS.revoke, HOOKS.requireVerified])),
});

/** `selfservice.flows.registration.after` */
export const afterRegistration = after('registration', {
  default_browser_return_url: returnUrl('registration'),
  hooks: plain(),
  ...methods('registration', ['password', 'webauthn', 'passkey', 'oidc', 'code'] as const, () =>
    hookList(own, [HOOKS.web, HOOKS.organization, HOOKS.session, HOOKS.showVerification]),
  ),
});

/** `selfservice.flows.settings.after` */
export const afterSettings = after('a settings change', {
  default_browser_return_url: returnUrl('a settings change'),
  hooks: plain(),
  ...methods('a change', ['password', 'totp', 'oidc', 'webauthn', 'passkey', 'lookup_secret'] as const, () =>
    hookList(own, [HOOKS.web, HOOKS.revoke]),
  ),
  profile: methodSection(
    'a change of traits',
    hookList(own, [HOOKS.web, HOOKS.organization, HOOKS.showVerification, HOOKS.verifyNew, HOOKS.notify]),
  ),
});

/** `selfservice.flows.recovery.after` */
export const afterRecovery = after('recovery', {
  default_browser_return_url: returnUrl('recovery'),
  hooks: hookList('Hooks that run, in this order.', [HOOKS.web, HOOKS.revoke]),
});

/** `selfservice.flows.verification.after` */
export const afterVerification = after('verification', {
  default_browser_return_url: returnUrl('verification'),
  hooks: plain(),
});

/** `selfservice.flows.logout.after` */
export const afterLogout = after('logout', { default_browser_return_url: returnUrl('logout') });
