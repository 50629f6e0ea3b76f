/** The public URLs of identity schemas, made once each. */
export interface SchemaUrls {
  /** Public base URL + `/schemas/` + the id in base64url. */
  of(schemaId: string): string;
}

/** @param publicUrl public base URL without a slash at the end */
export function createSchemaUrls(publicUrl: string, schemaIds: readonly string[]): SchemaUrls {
  const make = (id: string) => `${publicUrl}/schemas/${Buffer.from(id).toString('base64url')}`;
  const known = new Map(schemaIds.map((id) => [id, make(id)]));
  return { of: (id) => known.get(id) ?? make(id) };
}
