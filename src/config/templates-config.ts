/** URLs of the templates of one type of message. */
export interface TemplateUrlsConfig {
  readonly subject?: string;
  readonly html?: string;
  readonly plaintext?: string;
  readonly sms?: string;
}

/** Where the templates of messages come from, when they are not the built-in ones. */
export interface TemplatesConfig {
  /** Absolute path of a folder. */
  readonly overridePath: string | undefined;
  /** By the type of the message, such as `recovery_code_valid`; file://, http://, https:// or base64:// */
  readonly urls: Readonly<Record<string, TemplateUrlsConfig>>;
}
