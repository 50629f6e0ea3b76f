import { ApiError } from '../../error/api-error.ts';
import { integerOf } from '../../http/numbers.ts';
import { parseTimestamp, type Timestamp } from '../../lib/clock.ts';
import { NIL_UUID, parseUuid } from '../../lib/uuid.ts';
import type { ActiveAt } from '../../store/session-store.ts';

const TRUE = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);
const DEFAULT_SIZE = 250;
const MAX_SIZE = 1000;

/** The filter `active`; undefined for none. @throws ApiError `parameter_active` */
export function activeFilter(query: URLSearchParams, at: Timestamp): ActiveAt | undefined {
  const text = query.get('active') ?? '';
  if (text === '') return undefined;
  if (TRUE.has(text)) return { active: true, at };
  if (FALSE.has(text)) return { active: false, at };
  throw new ApiError('parameter_active', {
    details: { pointer: 'active', rule: 'boolean', expected: 'true or false', got: text },
  });
}

/** What is to be loaded with a session. */
export interface Expansion {
  readonly identity: boolean;
  readonly devices: boolean;
}

/** @throws ApiError `parameter_expand` */
export function expansion(query: URLSearchParams): Expansion {
  const wanted = new Set<string>();
  for (const value of query.getAll('expand')) {
    const option = value.toLowerCase();
    if (option !== 'identity' && option !== 'devices') {
      throw new ApiError('parameter_expand', {
        params: { value },
        details: { pointer: 'expand', rule: 'enum', expected: 'identity, devices', got: value },
      });
    }
    wanted.add(option);
  }
  return { identity: wanted.has('identity'), devices: wanted.has('devices') };
}

export interface SessionCursor {
  readonly createdAt: Timestamp;
  readonly id: string;
}

/** Later than any session: where the list begins. */
const FIRST: SessionCursor = { createdAt: '2200-12-31T23:59:59.000000Z' as Timestamp, id: NIL_UUID };

const printToken = ({ createdAt, id }: SessionCursor) =>
  Buffer.from(`id=${id}/created_at=${createdAt.slice(0, 19).replace('T', ' ')}.${createdAt.slice(20, 26)}`)
    .toString('base64')
    .replace(/=+$/, '');

export const firstToken = printToken(FIRST);
export const tokenAfter = printToken;

const paging = (got: string) =>
  new ApiError('parameter_paging', { details: { pointer: 'page_token', rule: 'format', expected: 'a token from a link', got } });

function parseToken(token: string): SessionCursor {
  if (!/^[A-Za-z0-9+/]+$/.test(token)) throw paging(token);
  const pairs = new URLSearchParams(Buffer.from(token, 'base64').toString().replaceAll('/', '&'));
  const id = parseUuid(pairs.get('id') ?? '');
  const createdAt = parseTimestamp(`${(pairs.get('created_at') ?? '').replace(' ', 'T')}Z`);
  if (id === undefined || createdAt === undefined) {
    throw new ApiError('page_token_invalid', {
      details: { pointer: 'page_token', rule: 'format', expected: 'a token from a link', got: token },
    });
  }
  return { id, createdAt };
}

/** The page that a list of sessions is asked for. @throws ApiError `parameter_paging`, `page_token_invalid` */
export function sessionPage(query: URLSearchParams): { size: number; after: SessionCursor } {
  const text = query.get('page_size') ?? '';
  const size = text === '' ? DEFAULT_SIZE : integerOf(text);
  if (size === undefined)
    throw new ApiError('parameter_paging', {
      details: { pointer: 'page_size', rule: 'integer', expected: 'a whole number', got: text },
    });
  const token = query.get('page_token') ?? '';
  return { size: size < 1 ? DEFAULT_SIZE : Math.min(size, MAX_SIZE), after: token === '' ? FIRST : parseToken(token) };
}
