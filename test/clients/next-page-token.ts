const NEXT = /<([^>]*)>\s*;\s*rel="?next"?/;

/** The token of the next page, from the `Link` header (RFC 8288) of a page; undefined on the last one. */
export function nextPageToken(link: string | undefined): string | undefined {
  const target = NEXT.exec(link ?? '')?.[1];
  return target === undefined ? undefined : (new URL(target, 'http://127.0.0.1').searchParams.get('page_token') ?? undefined);
}
