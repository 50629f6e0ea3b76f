import type { TemplatePart, TemplateType } from './templates.ts';

/** Where the templates of a type stand below the override path. */
export const TEMPLATE_DIRECTORIES: Readonly<Record<TemplateType, string>> = {
  recovery_valid: 'recovery/valid',
  recovery_invalid: 'recovery/invalid',
  recovery_code_valid: 'recovery_code/valid',
  recovery_code_invalid: 'recovery_code/invalid',
  verification_valid: 'verification/valid',
  verification_invalid: 'verification/invalid',
  verification_code_valid: 'verification_code/valid',
  verification_code_invalid: 'verification_code/invalid',
  login_code_valid: 'login_code/valid',
  registration_code_valid: 'registration_code/valid',
  verifiable_address_changed: 'verifiable_address_changed',
  authenticator_key_added: 'authenticator_key_added',
};

/** How the files of a part begin; the template itself ends in `.gotmpl` right after that. */
export const TEMPLATE_STEMS: Readonly<Record<TemplatePart, string>> = {
  subject: 'email.subject',
  html: 'email.body',
  plaintext: 'email.body.plaintext',
  sms: 'sms.body',
};
