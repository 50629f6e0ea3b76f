import type { TemplateType } from '../templates.ts';
import { authenticatorKeyAdded, verifiableAddressChanged } from './change-messages.ts';
import { loginCodeValid, recoveryCodeValid, registrationCodeValid, verificationCodeValid } from './code-messages.ts';
import { recoveryValid, verificationValid } from './link-messages.ts';
import type { BuiltinMessage } from './message-layout.ts';
import { recoveryInvalid, verificationInvalid } from './unknown-address-messages.ts';

/** The messages that are sent when neither the configuration nor a file replaces them. */
export const BUILTIN_MESSAGES: Readonly<Record<TemplateType, BuiltinMessage>> = {
  recovery_valid: recoveryValid,
  recovery_invalid: recoveryInvalid,
  recovery_code_valid: recoveryCodeValid,
  recovery_code_invalid: recoveryInvalid,
  verification_valid: verificationValid,
  verification_invalid: verificationInvalid,
  verification_code_valid: verificationCodeValid,
  verification_code_invalid: verificationInvalid,
  login_code_valid: loginCodeValid,
  registration_code_valid: registrationCodeValid,
  verifiable_address_changed: verifiableAddressChanged,
  authenticator_key_added: authenticatorKeyAdded,
};
