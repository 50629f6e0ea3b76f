import type { TemplateType } from '../templates.ts';

const IDENTITY = {
  id: '6b6b0ed5-8fcf-4fc7-9a3a-1b2d6f9ce1a7',
  schema_id: 'default',
  state: 'active',
  traits: { email: 'eva@example.org', lang: 'de' },
};
const COMMON = {
  to: 'eva@example.org',
  request_url: 'https://auth.example.org/self-service/login/browser',
  transient_payload: {},
};
const VALID = { ...COMMON, identity: IDENTITY, expires_in_minutes: 15, request_url_domain: 'auth.example.org' };
const BASE = 'https://auth.example.org/self-service';

const SAMPLES: Partial<Record<TemplateType, Readonly<Record<string, unknown>>>> = {
  recovery_valid: { ...VALID, recovery_url: `${BASE}/recovery?flow=f&token=t` },
  recovery_code_valid: { ...VALID, recovery_code: '111111' },
  verification_valid: { ...VALID, verification_url: `${BASE}/verification?flow=f&token=t` },
  verification_code_valid: { ...VALID, verification_url: `${BASE}/verification?code=222222&flow=f`, verification_code: '222222' },
  login_code_valid: { ...VALID, login_code: '333333' },
  registration_code_valid: { ...VALID, identity: undefined, traits: IDENTITY.traits, registration_code: '444444' },
  verifiable_address_changed: { to: COMMON.to, identity: IDENTITY, changed_at: '2024-05-06T07:08:09Z' },
  authenticator_key_added: { to: COMMON.to, identity: IDENTITY, added_at: '2024-05-06T07:08:09Z' },
};

/** What a message of that type is rendered with, under the names in which it is stored. */
export function sampleVariables(type: TemplateType): Readonly<Record<string, unknown>> {
  return SAMPLES[type] ?? COMMON;
}
