/** What the body of a call tells about a message. */
export interface BodyContext {
  readonly recipient: string;
  /** Empty for text messages. */
  readonly subject: string;
  readonly body: string;
  /** Absent where there is none. */
  readonly html_body?: string;
  readonly template_type: string;
  readonly template_data: Readonly<Record<string, unknown>>;
  readonly message_type: 'email' | 'sms';
  readonly request_headers: Readonly<Record<string, readonly string[]>> | null;
}
