/** Who is at the other end, as a session remembers its device. */
export interface ClientInfo {
  /** Address of the client, with the port when it is the peer itself; empty when only private addresses are known. */
  readonly ip: string | null;
  readonly userAgent: string | null;
  /** City and country as a proxy in front tells them; empty when none does. */
  readonly location: string;
}
