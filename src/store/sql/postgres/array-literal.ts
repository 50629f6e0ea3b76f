/**
 * A list as PostgreSQL reads it in a parameter of type `text[]`: `{"a","b",NULL}`. Made here and not by the driver, which would
 * have to ask the server for its array types first.
 */
export function arrayLiteral(values: readonly (string | null)[]): string {
  const parts = values.map((value) => (value === null ? 'NULL' : `"${value.replace(/["\\]/g, '\\$&')}"`));
  return `{${parts.join(',')}}`;
}
