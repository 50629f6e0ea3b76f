import type { AdminAnswer } from './admin-client.ts';

/** The token of the next page in a `Link` header (RFC 8288); empty on the last page. */
export function nextTokenOf({ headers }: AdminAnswer): string {
  const [, target = ''] = /<([^>]*)>\s*;\s*rel="next"/.exec(headers.get('link') ?? '') ?? [];
  return target === '' ? '' : (new URL(target, 'http://localhost').searchParams.get('page_token') ?? '');
}
