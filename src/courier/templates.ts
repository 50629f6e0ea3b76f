/** What a message is about; each has its own templates. */
export type TemplateType =
  | 'recovery_invalid'
  | 'recovery_valid'
  | 'recovery_code_invalid'
  | 'recovery_code_valid'
  | 'verification_invalid'
  | 'verification_valid'
  | 'verification_code_invalid'
  | 'verification_code_valid'
  | 'login_code_valid'
  | 'registration_code_valid'
  | 'verifiable_address_changed'
  | 'authenticator_key_added';

/** What of a message is rendered. */
export type TemplatePart = 'subject' | 'html' | 'plaintext' | 'sms';

/** Renders messages. */
export interface Templates {
  /**
   * @param variables by their JSON names (`recovery_code`) or by those of templates (`RecoveryCode`); what is missing is empty
   * @throws TemplateError, or an Error that says why a template cannot be read
   */
  render(type: TemplateType, part: TemplatePart, variables: Readonly<Record<string, unknown>>): Promise<string>;
}
