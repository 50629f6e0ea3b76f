import { type TUnsafe, Type } from '@sinclair/typebox';
import { choice, list, optional, section, text, uri } from './kinds.ts';

const PROVIDERS = [
  'github',
  'github-app',
  'gitlab',
  'generic',
  'google',
  'microsoft',
  'discord',
  'salesforce',
  'slack',
  'facebook',
  'auth0',
  'vk',
  'yandex',
  'apple',
  'spotify',
  'netid',
  'dingtalk',
  'patreon',
  'line',
  'linkedin',
  'linkedin_v2',
  'lark',
  'x',
  'fedcm-test',
  'amazon',
  'uaepass',
] as const;

/** One claim asked for, as OpenID Connect Core 5.5.1 describes it. */
export interface RequestedClaim {
  essential?: boolean;
  value?: unknown;
  values?: unknown[];
}

type RequestedClaims = Partial<Record<'userinfo' | 'id_token', Record<string, RequestedClaim | null>>>;

const requestedClaims: TUnsafe<RequestedClaims> = Type.Unsafe<RequestedClaims>({
  type: 'object',
  description: 'The claims parameter of the request: for userinfo and id_token, claim by claim.',
  expects: 'an object with the keys userinfo and id_token',
  patternProperties: {
    '^(userinfo|id_token)$': {
      type: 'object',
      expects: 'an object',
      additionalProperties: {
        type: ['object', 'null'],
        expects: 'null, or an object with essential, value or values',
        additionalProperties: false,
        properties: {
          essential: { type: 'boolean', expects: 'true or false' },
          value: {},
          values: { type: 'array', expects: 'a list' },
        },
      },
    },
  },
});

const texts = (doc: string) => optional(list(doc, text('A text.')));

/** An entry of `selfservice.methods.oidc.config.providers`. */
export const oidcProvider = section('One provider of social sign-in.', {
  id: text('Name of the provider here; part of the callback URL and of stored identifiers.'),
  provider: choice('What kind of provider it is.', PROVIDERS),
  label: optional(text('Name that users see.')),
  client_id: text('Client id that the provider gave.'),
  client_secret: optional(text('Client secret that the provider gave.', { secret: true })),
  issuer_url: optional(uri('Issuer; its discovery document tells the rest.')),
  auth_url: optional(uri('Authorization endpoint, where there is no discovery document.')),
  token_url: optional(uri('Token endpoint, where there is no discovery document.')),
  mapper_url: uri('Jsonnet that turns claims into traits: file://, http://, https:// or base64://.'),
  scope: texts('Scopes that are asked for.'),
  microsoft_tenant: optional(text('Tenant; only for microsoft, and needed there.')),
  subject_source: optional(choice('Where the user’s id comes from; only for microsoft.', ['userinfo', 'me', 'oid'], 'userinfo')),
  apple_team_id: optional(text('Team id; only for apple.')),
  apple_private_key_id: optional(text('Id of the private key; only for apple.')),
  apple_private_key: optional(text('Private key in PEM; only for apple.', { secret: true })),
  requested_claims: optional(requestedClaims),
  organization_id: optional(text('Accepted, does nothing.')),
  additional_id_token_audiences: texts('Further audiences whose ID tokens native apps may hand in.'),
  aal2_acr_values: texts('Values of acr that count as a second factor.'),
  aal2_amr_values: texts('Values of amr that count as a second factor.'),
  claims_source: optional(choice('Where claims are taken from.', ['id_token', 'userinfo'], 'id_token')),
  pkce: optional(choice('Whether PKCE is used.', ['auto', 'never', 'force'], 'auto')),
  fedcm_config_url: optional(uri('FedCM configuration of the provider.')),
  net_id_token_origin_header: optional(text('Origin header for native sign-in; only for netid.')),
  account_linking_mode: optional(
    choice('Accepted, does nothing.', ['confirm_with_existing_credential', 'automatic'], 'confirm_with_existing_credential'),
  ),
  update_identity_on_login: optional(choice('Whether traits follow the claims at each login.', ['never', 'automatic'], 'never')),
});
