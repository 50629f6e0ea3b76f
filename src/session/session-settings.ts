/** How long sessions last. */
export interface SessionSettings {
  /** `session.lifespan` in milliseconds. */
  readonly lifespanMs: number;
  /** The same for members of an organization, by its id, where that says otherwise. */
  readonly organizationLifespansMs: Readonly<Record<string, number>>;
}
