import { JsonFault } from '../../json/fault.ts';
import { type JsonNode, type JsonObject, parseTree } from '../../json/tree.ts';
import { listAt, textAt } from '../tree-place.ts';
import { keptMembers, unlessEmpty } from './kept-members.ts';
import type { Draft, Preset } from './preset.ts';

const KEPT = ['created_at', 'last_sign_in_at', 'deleted_at', 'banned_until', 'role'];

/** Columns of JSON are texts in CSV. */
function jsonAt(source: JsonObject, name: string): JsonNode | undefined {
  const value = source.get(name);
  if (typeof value !== 'string') return value;
  try {
    return parseTree(value);
  } catch (error) {
    if (error instanceof JsonFault) return undefined;
    throw error;
  }
}

/** `identities` is there when the query joined `auth.identities` as a list. */
function linksOf(source: JsonObject): Draft['links'] {
  return listAt(jsonAt(source, 'identities')).flatMap((identity) => {
    const provider = textAt(identity, 'provider');
    const subject = textAt(identity, 'provider_id') ?? textAt(identity, 'identity_data', 'sub') ?? textAt(identity, 'id');
    if (provider === undefined || subject === undefined || provider === 'email' || provider === 'phone') return [];
    return [{ provider, subject }];
  });
}

/** Numbers lack the plus sign there. */
const withPlus = (phone: string | undefined) => (phone === undefined || phone.startsWith('+') ? phone : `+${phone}`);

/**
 * The table `auth.users` of Supabase (GoTrue) as CSV or JSON.
 * @param now milliseconds since the epoch: a ban that is over is none
 */
export const supabasePreset = (now: () => number): Preset => ({
  draft(source) {
    const user = jsonAt(source, 'raw_user_meta_data');
    const app = jsonAt(source, 'raw_app_meta_data');
    const origin = keptMembers(source, KEPT);
    const appData = unlessEmpty(app);
    if (appData !== undefined) origin.set('raw_app_meta_data', appData);
    const bannedUntil = textAt(source, 'banned_until');
    // PostgreSQL writes a zone of whole hours without its minutes.
    const banned = bannedUntil !== undefined && Date.parse(bannedUntil.replace(/([+-]\d\d)$/, '$1:00')) > now();
    return {
      externalId: textAt(source, 'id'),
      profile: {
        email: textAt(source, 'email'),
        phone: withPlus(textAt(source, 'phone')),
        name: textAt(user, 'full_name') ?? textAt(user, 'name'),
        picture: textAt(user, 'avatar_url') ?? textAt(user, 'picture'),
      },
      emailVerified: textAt(source, 'email_confirmed_at') !== undefined,
      phoneVerified: textAt(source, 'phone_confirmed_at') !== undefined,
      active: !banned && textAt(source, 'deleted_at') === undefined,
      passwordHash: textAt(source, 'encrypted_password'),
      links: linksOf(source),
      metadataPublic: unlessEmpty(user),
      origin,
    };
  },
});
