/** A page of the old style: zero-based number, size, and how many items there are in all. */
export interface NumberedPage {
  readonly page: number;
  readonly size: number;
  readonly total: number;
}

type Link = readonly [relation: string, query: URLSearchParams];

function header(path: string, links: readonly Link[]): string {
  return links
    .map(([relation, query]) => {
      query.sort();
      return `<${path}?${query}>; rel="${relation}"`;
    })
    .join(',');
}

function withParameters(query: URLSearchParams, parameters: Readonly<Record<string, string>>): URLSearchParams {
  const result = new URLSearchParams(query);
  for (const [name, value] of Object.entries(parameters)) result.set(name, value);
  return result;
}

/**
 * The Link header (RFC 8288) of a page that continues after its last item.
 * @param next token of the next page; absent on the last one
 */
export function keysetLinks(path: string, query: URLSearchParams, size: number, first: string, next: string | undefined): string {
  const at = (token: string) => withParameters(query, { page_size: String(size), page_token: token });
  return header(path, [['first', at(first)], ...(next === undefined ? [] : [['next', at(next)] as const])]);
}

/** The offset that a page token of the numbered style tells; 0 for one that tells none. */
export function offsetOfToken(token: string): number {
  try {
    const { offset } = JSON.parse(Buffer.from(token, 'base64url').toString()) as { offset?: unknown };
    const number = Number(offset);
    return Number.isSafeInteger(number) && number > 0 ? number : 0;
  } catch {
    return 0;
  }
}

const tokenOfOffset = (offset: number) => Buffer.from(JSON.stringify({ offset: String(offset), v: 2 })).toString('base64url');

/** How the links of a numbered page name it: by `page` and `per_page` alone, or by tokens as well. */
export type NumberedStyle = 'numbers' | 'numbers and tokens';

/** The Link header of a numbered page. */
export function numberedLinks(
  path: string,
  query: URLSearchParams,
  { page, size, total }: NumberedPage,
  style: NumberedStyle,
): string {
  const at = (offset: number, count = size) =>
    withParameters(query, {
      page: String(Math.floor(offset / size)),
      per_page: String(count),
      ...(style === 'numbers and tokens' && { page_size: String(count), page_token: tokenOfOffset(offset) }),
    });
  const offset = page * size;
  const last = total % size === 0 ? total - size : Math.floor(total / size) * size;
  // The older lists link to the pages around an empty one; the list of identities leaves out what is not there.
  if (total === 0 && style === 'numbers') return header(path, [['first', at(0)]]);
  if (total === 0)
    return header(path, [
      ['first', at(0)],
      ['next', at(offset + size)],
      ['prev', at(offset - size)],
    ]);
  if (offset >= last) {
    if (total <= size) return header(path, [['first', at(0, total)]]);
    return header(path, [
      ['first', at(0)],
      ['prev', at(last - size)],
    ]);
  }
  if (offset < size)
    return header(path, [
      ['next', at(size)],
      ['last', at(last)],
    ]);
  return header(path, [
    ['first', at(0)],
    ['next', at(offset + size)],
    ['prev', at(offset - size)],
    ['last', at(last)],
  ]);
}
