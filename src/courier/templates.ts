/** What a message is about; the names are those of the API. */
export type TemplateType =
  | 'recovery_valid'
  | 'recovery_invalid'
  | 'recovery_code_valid'
  | 'recovery_code_invalid'
  | 'verification_valid'
  | 'verification_invalid'
  | 'verification_code_valid'
  | 'verification_code_invalid'
  | 'login_code_valid'
  | 'registration_code_valid'
  | 'verifiable_address_changed'
  | 'authenticator_key_added';

/** The parts that a template consists of: three for e-mail, one for text messages. */
export type TemplatePart = 'subject' | 'html' | 'plaintext' | 'sms';

/** The templates of all messages, built in and configured. */
export interface Templates {
  /**
   * Renders one part of a template.
   * @param variables by the names that templates use: `To`, `RecoveryCode`, `Identity` …
   * @throws Error when the template cannot be read, parsed or executed
   */
  render(type: TemplateType, part: TemplatePart, variables: Readonly<Record<string, unknown>>): Promise<string>;
}
