/** The mail server, and what mail looks like (`courier.smtp`). */
export interface SmtpSettings {
  readonly connectionUri: string;
  readonly fromAddress: string;
  readonly fromName?: string;
  /** Further headers of each mail; they win over the usual ones. */
  readonly headers: Readonly<Record<string, string>>;
  /** Name with which the server greets. */
  readonly localName: string;
  /** Paths of a client certificate and its key in PEM; used when neither is empty. */
  readonly clientCertPath: string;
  readonly clientKeyPath: string;
  readonly disallowPrivateIps: boolean;
}
