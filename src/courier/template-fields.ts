import { type Struct, structOf } from '../template/value.ts';
import type { TemplatePart, TemplateType } from './templates.ts';

type Variables = Readonly<Record<string, unknown>>;

/** Every field: its JSON names, the first that is there counts, and what it is when it is missing. */
const FIELDS: Readonly<Record<string, { readonly json: readonly string[]; readonly empty: unknown }>> = {
  To: { json: ['to'], empty: '' },
  Identity: { json: ['identity'], empty: {} },
  Traits: { json: ['traits'], empty: {} },
  RequestURL: { json: ['request_url'], empty: '' },
  RequestURLDomain: { json: ['request_url_domain'], empty: '' },
  TransientPayload: { json: ['transient_payload'], empty: {} },
  ExpiresInMinutes: { json: ['expires_in_minutes'], empty: 0 },
  RecoveryURL: { json: ['recovery_url'], empty: '' },
  // The reference calls it verification_code in text messages.
  RecoveryCode: { json: ['recovery_code', 'verification_code'], empty: '' },
  VerificationURL: { json: ['verification_url'], empty: '' },
  VerificationCode: { json: ['verification_code'], empty: '' },
  LoginCode: { json: ['login_code'], empty: '' },
  RegistrationCode: { json: ['registration_code'], empty: '' },
  OAuth2LoginRequest: { json: ['oauth2_login_request'], empty: null },
  ChangedAt: { json: ['changed_at'], empty: '' },
  AddedAt: { json: ['added_at'], empty: '' },
  UserRequestHeaders: { json: ['user_request_headers'], empty: {} },
};

const INVALID = ['RequestURL', 'TransientPayload'];
const VALID = [...INVALID, 'Identity', 'ExpiresInMinutes'];

/** The fields of each type besides `To`; where e-mail and text messages differ, they have the fields of both. */
const TEMPLATE_FIELDS: Readonly<Record<TemplateType, readonly string[]>> = {
  recovery_valid: ['RecoveryURL', ...VALID],
  recovery_invalid: INVALID,
  recovery_code_valid: ['RecoveryCode', ...VALID, 'UserRequestHeaders', 'RequestURLDomain'],
  recovery_code_invalid: INVALID,
  verification_valid: ['VerificationURL', ...VALID, 'OAuth2LoginRequest'],
  verification_invalid: INVALID,
  verification_code_valid: ['VerificationURL', 'VerificationCode', ...VALID, 'OAuth2LoginRequest', 'RequestURLDomain'],
  verification_code_invalid: INVALID,
  login_code_valid: ['LoginCode', ...VALID, 'OAuth2LoginRequest', 'UserRequestHeaders', 'RequestURLDomain'],
  registration_code_valid: [
    'RegistrationCode',
    'Traits',
    ...VALID,
    'OAuth2LoginRequest',
    'UserRequestHeaders',
    'RequestURLDomain',
  ],
  verifiable_address_changed: ['Identity', 'ChangedAt', 'TransientPayload'],
  authenticator_key_added: ['Identity', 'AddedAt', 'TransientPayload'],
};

function present(variables: Variables, names: readonly string[], empty: unknown): unknown {
  return names.map((name) => variables[name]).find((value) => value !== undefined && value !== null) ?? empty;
}

function isRecord(value: unknown): value is Variables {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function loginRequest(value: unknown): Struct | null {
  if (!isRecord(value)) return null;
  const found = present(value, ['Client', 'client'], {});
  const client = isRecord(found) ? found : {};
  return structOf({
    Challenge: present(value, ['Challenge', 'challenge'], ''),
    Client: structOf({
      ClientID: present(client, ['ClientID', 'client_id'], ''),
      ClientName: present(client, ['ClientName', 'client_name'], ''),
      ClientURI: present(client, ['ClientURI', 'client_uri'], ''),
      LogoURI: present(client, ['LogoURI', 'logo_uri'], ''),
      Metadata: present(client, ['Metadata', 'metadata'], {}),
    }),
  });
}

/** The traits of a registration. What its text message calls the identity is the traits themselves. */
function traitsOf(part: TemplatePart, { Identity: identity, Traits: traits }: Variables): Variables {
  if (isRecord(traits) && Object.keys(traits).length > 0) return traits;
  const known = part === 'sms' || !isRecord(identity) ? identity : identity.traits;
  return isRecord(known) ? known : {};
}

/**
 * What a template sees. The identity of a registration is not stored yet: its traits are there under both of their names, and in text
 * messages right in the identity, too. HTML is rendered when the request is long over, so it has no headers.
 */
export function templateFields(type: TemplateType, part: TemplatePart, variables: Variables): Struct {
  const fields = ['To', ...TEMPLATE_FIELDS[type]].map((name): [string, unknown] => {
    const { json, empty } = FIELDS[name] ?? { json: [], empty: '' };
    const value = present(variables, [name, ...json], empty);
    if (name === 'UserRequestHeaders' && part === 'html') return [name, {}];
    return [name, name === 'OAuth2LoginRequest' ? loginRequest(value) : value];
  });
  const all = Object.fromEntries(fields);
  if (type !== 'registration_code_valid') return structOf(all);
  const traits = traitsOf(part, all);
  return structOf({ ...all, Traits: traits, Identity: { ...(isRecord(all.Identity) ? all.Identity : {}), traits } });
}
