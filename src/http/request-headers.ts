/** The headers of a request by their names in lower case, as `node:http` hands them out: repeated ones are joined there. */
export type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** The one value of a header; the empty text when it is absent. */
export function headerOf(headers: RequestHeaders, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : (value?.join(', ') ?? '');
}
