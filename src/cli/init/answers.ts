/** What a new configuration is made of. */
export interface Answers {
  /** Name of the product, as people see it in messages. */
  readonly name: string;
  /** Where people come back to after signing in; the pages for signing in are looked for below it. */
  readonly url: string;
  /** Where browsers reach the public API. */
  readonly publicUrl: string;
  readonly identifier: 'email' | 'username';
  /** URL of a database server; the embedded database when undefined. */
  readonly dsn: string | undefined;
  /** URL of a mail server; mail is printed when undefined. */
  readonly smtp: string | undefined;
}
