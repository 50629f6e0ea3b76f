import { JsonNumber } from '../../json/json-number.ts';
import type { JsonObject } from '../../json/tree.ts';
import { listAt, textAt } from '../tree-place.ts';
import { keptMembers, unlessEmpty } from './kept-members.ts';
import type { Preset } from './preset.ts';

/** The connection whose passwords are Auth0's own. */
const DATABASE = 'auth0';

const KEPT = ['created_at', 'last_login', 'logins_count', 'app_metadata', 'nickname'];

/** The id of an account as the export of users writes it: `auth0|5dea9f9c82dd7c0e76e4ec93`. */
export function auth0Id(source: JsonObject): string | undefined {
  const id = textAt(source, 'user_id');
  if (id !== undefined) return id;
  const own = textAt(source, 'alt_id') ?? textAt(source, '_id', '$oid');
  return own === undefined ? undefined : `${DATABASE}|${own}`;
}

const textOf = (value: unknown) => (value instanceof JsonNumber ? value.text : typeof value === 'string' ? value : '');

function linksOf(source: JsonObject) {
  return listAt(source, 'identities').flatMap((identity) => {
    if (!(identity instanceof Map)) return [];
    const provider = textAt(identity, 'provider');
    const subject = textOf(identity.get('user_id'));
    return provider === undefined || provider === DATABASE || subject === '' ? [] : [{ provider, subject }];
  });
}

/** Newer dumps of hashes have the address in a list only. */
function identifierIn(source: JsonObject, type: string) {
  return listAt(source, 'identifiers').find((one) => textAt(one, 'type') === type);
}

/**
 * The users that Auth0 exports as JSON Lines, and the dump of password hashes that its support makes: the one, the other, or
 * both joined.
 * @param hashOf the password hash of an account, from the other file
 */
export const auth0Preset = (hashOf: (id: string) => string | undefined): Preset => ({
  draft(source) {
    const id = auth0Id(source);
    const mail = identifierIn(source, 'email');
    const email = textAt(source, 'email') ?? textAt(mail, 'value');
    const verified = source.get('email_verified') ?? (mail instanceof Map ? mail.get('verified') : undefined);
    return {
      externalId: id,
      profile: {
        email,
        phone: textAt(source, 'phone_number') ?? textAt(identifierIn(source, 'phone_number'), 'value'),
        username: textAt(source, 'username') ?? textAt(identifierIn(source, 'username'), 'value'),
        first: textAt(source, 'given_name'),
        last: textAt(source, 'family_name'),
        // Auth0 puts the address there when it knows no name.
        name: textAt(source, 'name') === email ? undefined : textAt(source, 'name'),
        picture: textAt(source, 'picture'),
        locale: textAt(source, 'locale'),
      },
      emailVerified: verified === true,
      phoneVerified: source.get('phone_verified') === true,
      active: source.get('blocked') !== true,
      passwordHash:
        textAt(source, 'passwordHash') ?? textAt(source, 'password_hash') ?? (id === undefined ? undefined : hashOf(id)),
      links: linksOf(source),
      metadataPublic: unlessEmpty(source.get('user_metadata')),
      origin: keptMembers(source, KEPT),
    };
  },
});
