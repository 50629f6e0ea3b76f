/** The public URLs of identity schemas, made once each. */
export interface SchemaUrls {
  /** Public base URL + `/schemas/` + the id in base64url. */
  of(schemaId: string): string;
}

/**
 * @param publicUrl public base URL without a slash at the end
 * @param onMissing told once of each id that stored identities have and the configuration has not
 */
export function createSchemaUrls(publicUrl: string, schemaIds: readonly string[], onMissing: (id: string) => void): SchemaUrls {
  const make = (id: string) => `${publicUrl}/schemas/${Buffer.from(id).toString('base64url')}`;
  const known = new Map(schemaIds.map((id) => [id, make(id)]));
  const learn = (id: string) => {
    onMissing(id);
    const url = make(id);
    known.set(id, url);
    return url;
  };
  return { of: (id) => known.get(id) ?? learn(id) };
}
