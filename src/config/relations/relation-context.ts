/** What a relation may need to know beyond the values. */
export interface RelationContext {
  /** The server makes the secrets that are missing. */
  readonly makesSecrets: boolean;
}
