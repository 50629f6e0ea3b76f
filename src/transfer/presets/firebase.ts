import { JsonFault } from '../../json/fault.ts';
import { type JsonNode, type JsonObject, parseTree } from '../../json/tree.ts';
import { listAt, textAt } from '../tree-place.ts';
import { keptMembers } from './kept-members.ts';
import type { Draft, Preset } from './preset.ts';

/** What the console of Firebase shows as `hash_config`. */
export interface FirebaseHashing {
  /** `base64_signer_key` */
  readonly signerKey: string;
  /** `base64_salt_separator` */
  readonly saltSeparator: string;
  readonly rounds: number;
  /** `mem_cost` */
  readonly memCost: number;
}

const KEPT = ['createdAt', 'lastSignedInAt'];

/** These are ways to sign in, not accounts elsewhere. */
const OWN_PROVIDERS: ReadonlySet<string> = new Set(['password', 'phone', 'emailLink', 'anonymous']);

/** The export writes some values in the URL alphabet. */
function padded(base64: string): string {
  const standard = base64.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  return standard.padEnd(Math.ceil(standard.length / 4) * 4, '=');
}

function hashOf(source: JsonObject, hashing: FirebaseHashing | undefined): string | undefined {
  const digest = textAt(source, 'passwordHash');
  if (digest === undefined || !hashing) return undefined;
  const { signerKey, saltSeparator, rounds, memCost } = hashing;
  const values = [textAt(source, 'salt') ?? '', digest, saltSeparator, signerKey].map(padded);
  return `$firescrypt$ln=${memCost},r=${rounds},p=1$${values.join('$')}`;
}

function linksOf(source: JsonObject): Draft['links'] {
  return listAt(source, 'providerUserInfo').flatMap((info) => {
    const provider = textAt(info, 'providerId');
    const subject = textAt(info, 'rawId');
    return provider === undefined || subject === undefined || OWN_PROVIDERS.has(provider) ? [] : [{ provider, subject }];
  });
}

/** Custom claims are JSON in a text. */
function claimsOf(source: JsonObject): JsonNode | undefined {
  const text = textAt(source, 'customAttributes') ?? textAt(source, 'customClaims');
  if (text === undefined) return undefined;
  try {
    return parseTree(text);
  } catch (error) {
    if (error instanceof JsonFault) return text;
    throw error;
  }
}

/**
 * The file of `firebase auth:export users.json`.
 * @param hashing the parameters of the project; without them nobody keeps their password
 */
export const firebasePreset = (hashing: FirebaseHashing | undefined): Preset => ({
  member: 'users',
  draft(source) {
    const origin = keptMembers(source, KEPT);
    const claims = claimsOf(source);
    if (claims !== undefined) origin.set('customAttributes', claims);
    return {
      externalId: textAt(source, 'localId'),
      profile: {
        email: textAt(source, 'email'),
        phone: textAt(source, 'phoneNumber'),
        name: textAt(source, 'displayName'),
        picture: textAt(source, 'photoUrl'),
      },
      emailVerified: source.get('emailVerified') === true,
      // Firebase knows a number only when a code was sent to it.
      phoneVerified: true,
      active: source.get('disabled') !== true,
      passwordHash: hashOf(source, hashing),
      links: linksOf(source),
      origin,
    };
  },
});
