import type { TUnsafe } from '@sinclair/typebox';
import { Type } from '@sinclair/typebox';
import { choice, duration, flag, openSection, optional, section, text, uri } from './kinds.ts';

const SAME_SITE = ['Strict', 'Lax', 'None'] as const;

/** `cookies`: attributes of the cookies that are not about a session, and the fallback for those that are. */
export const cookies = section('Attributes of all cookies, where session.cookie does not say otherwise.', {
  domain: optional(text('Domain attribute; without it cookies belong to the exact host.')),
  path: text('Path attribute.', { default: '/' }),
  secure: optional(
    text('The text "true" or "false": whether cookies travel over HTTPS only; true outside development mode.', {
      expects: 'the text "true" or "false", in quotes',
    }),
  ),
  same_site: choice('SameSite attribute.', SAME_SITE, 'Lax'),
});

export interface TokenTemplate {
  ttl?: string;
  claims_mapper_url?: string;
  jwks_url: string;
  subject_source?: 'id' | 'external_id';
}

const template = openSection('How one kind of token is made.', {
  ttl: optional(duration('Lifetime of the token.', '1m')),
  claims_mapper_url: optional(uri('Jsonnet that makes the claims.')),
  jwks_url: uri('Key set whose first key signs: file:// or base64://.', { secret: true }),
  subject_source: optional(choice('What the subject of the token is.', ['id', 'external_id'], 'id')),
});

const templates: TUnsafe<Record<string, TokenTemplate>> = Type.Unsafe<Record<string, TokenTemplate>>({
  type: 'object',
  description: 'Kinds of tokens by name; whoami makes one with ?tokenize_as=<name>.',
  expects: 'an object with one entry for each kind of token',
  patternProperties: { '[a-zA-Z0-9\\-_.]+': template },
});

const AAL = ['aal1', 'highest_available'] as const;

/** The choice between one factor and all that an identity has. */
export const requiredAal = (doc: string) => choice(doc, AAL, 'highest_available');

/** `session`: how long sessions last and how they are shown. */
export const session = section('How long sessions last and how they are carried.', {
  lifespan: duration('Lifetime of a new session.', '24h'),
  earliest_possible_extend: optional(
    duration('A session can be extended only when less than this time is left; always when unset.'),
  ),
  whoami: section('Who may ask whose session this is.', {
    required_aal: requiredAal('Factors that a session must have shown: aal1, or all that the identity has set up.'),
    tokenizer: optional(openSection('Sessions as JSON Web Tokens.', { templates: optional(templates) })),
  }),
  cookie: section('The session cookie.', {
    name: text('Name of the cookie.', { default: 'ory_kratos_session' }),
    persistent: flag('Keeps the cookie when the browser closes, as long as the session lasts.', true),
    domain: optional(text('Domain attribute; cookies.domain when unset.')),
    path: optional(text('Path attribute; cookies.path when unset.')),
    secure: optional(
      text('The text "true" or "false": whether the cookie travels over HTTPS only; not taken from cookies.secure.', {
        expects: 'the text "true" or "false", in quotes',
      }),
    ),
    same_site: optional(choice('SameSite attribute; cookies.same_site when unset.', SAME_SITE)),
  }),
});
