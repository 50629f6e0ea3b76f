import { JsonFault } from '../../json/fault.ts';
import { JsonNumber } from '../../json/json-number.ts';
import { type JsonNode, type JsonObject, parseTree } from '../../json/tree.ts';
import { listAt, objectAt, textAt, valueAt } from '../tree-place.ts';
import { base32 } from './base32.ts';
import { keptMembers } from './kept-members.ts';
import type { Draft, Preset } from './preset.ts';

const KEPT = ['createdTimestamp', 'attributes', 'realmRoles', 'clientRoles', 'groups', 'requiredActions'];

const PBKDF2: Readonly<Record<string, string>> = { pbkdf2: 'sha1', 'pbkdf2-sha256': 'sha256', 'pbkdf2-sha512': 'sha512' };

/** Credentials hold JSON in texts. */
function jsonIn(credential: JsonNode, name: string): JsonNode | undefined {
  try {
    return parseTree(textAt(credential, name) ?? 'null');
  } catch (error) {
    if (error instanceof JsonFault) return undefined;
    throw error;
  }
}

const digitsAt = (node: JsonNode | undefined, ...place: readonly string[]) => {
  const value = valueAt(node, place);
  return value instanceof JsonNumber ? value.text : typeof value === 'string' && /^\d+$/.test(value) ? value : undefined;
};

const unpadded = (base64: string) => base64.replace(/=+$/, '');

/** A hash as Zelos writes it; undefined for an algorithm that it does not know. */
function hashOf(credential: JsonNode): string | undefined {
  const secret = jsonIn(credential, 'secretData');
  const data = jsonIn(credential, 'credentialData');
  const digest = unpadded(textAt(secret, 'value') ?? '');
  const salt = unpadded(textAt(secret, 'salt') ?? '');
  const iterations = digitsAt(data, 'hashIterations');
  const algorithm = textAt(data, 'algorithm') ?? '';
  if (digest === '' || iterations === undefined) return undefined;
  if (Object.hasOwn(PBKDF2, algorithm)) {
    return `$pbkdf2-${PBKDF2[algorithm]}$i=${iterations},l=${Buffer.from(digest, 'base64').length}$${salt}$${digest}`;
  }
  if (algorithm !== 'argon2') return undefined;
  const parameter = (name: string) => valueAt(data, ['additionalParameters', name, '0']);
  const [type, version, memory, lanes] = ['type', 'version', 'memory', 'parallelism'].map(parameter);
  if ((type !== 'id' && type !== 'i') || version !== '1.3') return undefined;
  return `$argon2${type}$v=19$m=${memory},t=${iterations},p=${lanes}$${salt}$${digest}`;
}

/** The key of an authenticator app is the text itself, unless the credential says that it is in base32 already. */
function totpUrlOf(credential: JsonNode, account: string, realm: string): string | undefined {
  const value = textAt(jsonIn(credential, 'secretData'), 'value');
  const data = jsonIn(credential, 'credentialData');
  if (value === undefined || textAt(data, 'subType') !== 'totp') return undefined;
  const secret = textAt(data, 'secretEncoding') === 'BASE32' ? value : base32(Buffer.from(value));
  const query = new URLSearchParams({
    issuer: realm,
    secret,
    algorithm: (textAt(data, 'algorithm') ?? 'HmacSHA1').replace(/^Hmac/, ''),
    digits: digitsAt(data, 'digits') ?? '6',
    period: digitsAt(data, 'period') ?? '30',
  });
  return `otpauth://totp/${encodeURIComponent(realm)}:${encodeURIComponent(account)}?${query}`;
}

function linksOf(source: JsonObject): Draft['links'] {
  return listAt(source, 'federatedIdentities').flatMap((link) => {
    const provider = textAt(link, 'identityProvider');
    const subject = textAt(link, 'userId');
    return provider === undefined || subject === undefined ? [] : [{ provider, subject }];
  });
}

/** The export of a realm with its users (`kc.sh export --users same_file`, or the files of users beside it). */
export const keycloakPreset: Preset = {
  member: 'users',
  draft(source) {
    const credentials = listAt(source, 'credentials');
    const ofType = (type: string) => credentials.filter((credential) => textAt(credential, 'type') === type);
    const [password] = ofType('password');
    const username = textAt(source, 'username');
    const email = textAt(source, 'email');
    const [totpUrl] = ofType('otp').flatMap((otp) => totpUrlOf(otp, email ?? username ?? '', 'Keycloak') ?? []);
    const attributes = objectAt(source, 'attributes');
    const passwordHash = password === undefined ? undefined : hashOf(password);
    const origin = keptMembers(source, KEPT);
    // Somebody who has to set a new password should be found.
    if (password !== undefined && passwordHash === undefined) {
      origin.set('password_algorithm', textAt(jsonIn(password, 'credentialData'), 'algorithm') ?? 'unknown');
    }
    return {
      externalId: textAt(source, 'id'),
      profile: {
        email,
        phone: textAt(attributes, 'phoneNumber', '0'),
        username,
        first: textAt(source, 'firstName'),
        last: textAt(source, 'lastName'),
        locale: textAt(attributes, 'locale', '0'),
      },
      emailVerified: source.get('emailVerified') === true,
      active: source.get('enabled') !== false,
      passwordHash,
      totpUrl,
      links: linksOf(source),
      origin,
    };
  },
};
