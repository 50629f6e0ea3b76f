/** Headers as a server of Node.js hands them out. */
export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** `user-agent` → `User-Agent`: the spelling in which templates look for a header. */
const canonicalName = (name: string) => name.toLowerCase().replace(/(^|-)[a-z]/g, (letters) => letters.toUpperCase());

/**
 * Makes the filter for headers that may be kept and shown to others.
 * @param names of `clients.web_hook.header_allowlist`, in any case
 * @returns the headers by their canonical names, each with a list of values
 */
export function createHeaderFilter(names: readonly string[]): (headers: RequestHeaders) => Record<string, readonly string[]> {
  const allowed = new Set(names.map((name) => name.toLowerCase()));
  return (headers) => {
    const kept: Record<string, readonly string[]> = {};
    for (const [name, value] of Object.entries(headers)) {
      if (value === undefined || !allowed.has(name.toLowerCase())) continue;
      kept[canonicalName(name)] = typeof value === 'string' ? [value] : value;
    }
    return kept;
  };
}
