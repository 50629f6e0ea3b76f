import { ApiError } from '../../error/api-error.ts';
import { integerOf, integerParameter } from '../../http/numbers.ts';
import { parseUuid } from '../../lib/uuid.ts';

const DEFAULT_SIZE = 250;
const MAX_SIZE = 500;

export type ListPaging =
  | {
      readonly mode: 'keyset';
      readonly size: number;
      /** The last id of the page before. */
      readonly after?: string;
      /** Whether the request says anything about pages. */
      readonly asked: boolean;
      /** The query that the links repeat. */
      readonly query: URLSearchParams;
    }
  | { readonly mode: 'numbered'; readonly page: number; readonly size: number };

const invalidToken = (got: string) =>
  new ApiError('page_token_invalid', {
    details: { pointer: 'page_token', rule: 'format', expected: 'a token from a link', got },
  });

function decoded(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    throw invalidToken(token);
  }
}

function afterOf(token: string | null): string | undefined {
  if (token === null || token === '') return undefined;
  const text = decoded(token);
  // The documentation says that the default is 1, and clients send it.
  if (text === '' || text === '0' || text === '1') return undefined;
  const id = parseUuid(text);
  if (id === undefined) throw invalidToken(token);
  return id;
}

function keysetSize(text: string | null): number {
  if (text === null || text === '') return DEFAULT_SIZE;
  const size = integerParameter('page_size', text);
  return size < 1 ? DEFAULT_SIZE : Math.min(size, MAX_SIZE);
}

function numberedSize(text: string | null): number {
  const size = integerOf(text ?? '') ?? DEFAULT_SIZE;
  return Math.min(Math.max(size, 1), MAX_SIZE);
}

/**
 * Which page of the list is wanted, in the newer style (`page_size`, `page_token`) or the older one (`page`, `per_page`).
 * @throws ApiError `parameter_number`, `page_token_invalid`
 */
export function listPaging(query: URLSearchParams): ListPaging {
  const asked = ['page_token', 'page_size', 'page', 'per_page'].some((name) => query.has(name));
  if (query.has('page_token') || query.has('page_size')) {
    const size = keysetSize(query.get('page_size'));
    const after = afterOf(query.get('page_token'));
    return { mode: 'keyset', size, asked, query, ...(after !== undefined && { after }) };
  }
  if (query.has('page')) {
    return {
      mode: 'numbered',
      page: Math.max(integerOf(query.get('page') ?? '') ?? 0, 0),
      size: numberedSize(query.get('per_page')),
    };
  }
  if (query.has('per_page')) {
    const renamed = new URLSearchParams(query);
    renamed.delete('per_page');
    return { mode: 'keyset', size: keysetSize(query.get('per_page')), asked, query: renamed };
  }
  return { mode: 'keyset', size: DEFAULT_SIZE, asked, query };
}
