import { integerOf } from './numbers.ts';
import { offsetOfToken } from './page-links.ts';

const DEFAULT_SIZE = 250;
const MAX_SIZE = 1000;
/** Databases count what they skip in 32 bits; nobody has so many items. */
const MAX_OFFSET = 2 ** 31 - 1;

const sizeOf = (text: string | null) => Math.min(Math.max(integerOf(text ?? '') ?? DEFAULT_SIZE, 1), MAX_SIZE);

/**
 * The page of the numbered style that a query asks for, by `page_size` and `page_token` or by `page` (from zero) and `per_page`.
 * What is no number counts as absent: nothing here is an error.
 */
export function numberedPage(query: URLSearchParams): { readonly page: number; readonly size: number } {
  const byToken = query.has('page_token') || query.has('page_size');
  const size = sizeOf(query.get(byToken ? 'page_size' : 'per_page'));
  const page = byToken
    ? Math.floor(offsetOfToken(query.get('page_token') ?? '') / size)
    : Math.max(integerOf(query.get('page') ?? '') ?? 0, 0);
  return { page: Math.min(page, Math.floor(MAX_OFFSET / size)), size };
}
