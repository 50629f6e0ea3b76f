import type { JsonNode, JsonObject } from '../../json/tree.ts';
import type { IdentitySchema } from '../../schema/identity-schema.ts';
import { placeOf, put, valueAt } from '../tree-place.ts';
import type { Draft, Profile } from './preset.ts';

/** Where identity schemas usually have what products know: the first that a schema has is taken. */
const USUAL: Readonly<Record<keyof Profile, readonly string[]>> = {
  email: ['email'],
  phone: ['phone', 'phone_number'],
  username: ['username', 'preferred_username'],
  first: ['name.first', 'first_name', 'given_name', 'firstName'],
  last: ['name.last', 'last_name', 'family_name', 'lastName'],
  name: ['name', 'full_name', 'display_name'],
  picture: ['picture', 'avatar_url', 'avatar'],
  locale: ['locale'],
};

const PROFILE_NAMES = Object.keys(USUAL) as readonly (keyof Profile)[];

/** What a `--map` says beside a preset: a name of the profile or a place in the dump, and where it goes. */
export interface PresetMapping {
  readonly from: string;
  readonly to: readonly string[];
}

export interface PlacingOptions {
  /** Under this name `metadata_admin` has what there is no place for. */
  readonly preset: string;
  /** Undefined where it is not known: then only the address of mail has a place. */
  readonly schema: IdentitySchema | undefined;
  readonly mappings: readonly PresetMapping[];
  /** What this server calls the providers of the product. */
  readonly providers: ReadonlyMap<string, string>;
}

function traitOf(name: keyof Profile, { schema, mappings }: PlacingOptions): readonly string[] | undefined {
  const mapped = mappings.find(({ from }) => from === name);
  if (mapped) return mapped.to;
  const usual = USUAL[name].find((path) => {
    if (!schema) return name === 'email';
    const type = schema.fields.find((field) => field.path.join('.') === path)?.type;
    return type === 'string' || type === 'unknown';
  });
  return usual === undefined ? undefined : ['traits', ...usual.split('.')];
}

/** First and last name make a whole one where that is what the schema has. */
const withName = (profile: Profile): Profile => ({
  ...profile,
  name: profile.name ?? ([profile.first, profile.last].filter((part) => part !== undefined).join(' ') || undefined),
});

const object = (members: Readonly<Record<string, JsonNode | undefined>>): JsonObject => {
  const made: JsonObject = new Map();
  for (const [name, value] of Object.entries(members)) if (value !== undefined) made.set(name, value);
  return made;
};

function credentialsOf({ passwordHash, totpUrl, links = [] }: Draft, providers: ReadonlyMap<string, string>): JsonObject {
  const configured = (config: JsonObject) => object({ config });
  return object({
    password: passwordHash === undefined ? undefined : configured(object({ hashed_password: passwordHash })),
    oidc:
      links.length === 0
        ? undefined
        : configured(
            object({
              providers: links.map(({ provider, subject }) => object({ provider: providers.get(provider) ?? provider, subject })),
            }),
          ),
    totp: totpUrl === undefined ? undefined : configured(object({ totp_url: totpUrl })),
  });
}

const verified = (via: string, value: string) => object({ value, via, verified: true, status: 'completed' });

/**
 * The body of a create for a person out of a dump.
 * @param source the row of the dump, for mappings
 * @returns a text that says what is wrong, when something is
 */
export function bodyOfDraft(draft: Draft, source: JsonObject, options: PlacingOptions): JsonObject | string {
  const { preset, mappings, providers } = options;
  const { externalId, profile, emailVerified, phoneVerified, active, metadataPublic, origin } = draft;
  const body: JsonObject = new Map();
  body.set('traits', new Map());
  const homeless: JsonObject = new Map();
  const place = (to: readonly string[], value: JsonNode) =>
    put(body, to, value) ? undefined : `two values go to /${to.join('/')}`;

  for (const name of PROFILE_NAMES) {
    const value = withName(profile)[name];
    if (value === undefined) continue;
    const to = traitOf(name, options);
    if (to) {
      const fault = place(to, value);
      if (fault !== undefined) return fault;
    } else if (profile[name] !== undefined) homeless.set(name, value);
  }
  for (const { from, to } of mappings) {
    if (PROFILE_NAMES.some((name) => name === from)) continue;
    const value = source.get(from) ?? valueAt(source, placeOf(from) ?? []);
    const fault = value === undefined || value === null || value === '' ? undefined : place(to, value);
    if (fault !== undefined) return fault;
  }

  if (externalId !== undefined) body.set('external_id', externalId);
  if (!active) body.set('state', 'inactive');
  const credentials = credentialsOf(draft, providers);
  if (credentials.size > 0) body.set('credentials', credentials);
  const addresses = [
    ...(emailVerified && profile.email !== undefined ? [verified('email', profile.email)] : []),
    ...(phoneVerified && profile.phone !== undefined ? [verified('sms', profile.phone)] : []),
  ];
  if (addresses.length > 0) body.set('verifiable_addresses', addresses);
  if (metadataPublic !== undefined && !body.has('metadata_public')) body.set('metadata_public', metadataPublic);
  const kept = new Map([...homeless, ...origin]);
  if (kept.size > 0 && !body.has('metadata_admin')) body.set('metadata_admin', object({ [preset]: kept }));
  return body;
}
