import { ApiError } from '../../error/api-error.ts';
import { integerParameter } from '../../http/numbers.ts';
import { parseTimestamp, type Timestamp } from '../../lib/clock.ts';
import { NIL_UUID, parseUuid } from '../../lib/uuid.ts';
import type { MessagePage, MessageStatus } from '../../store/message-store.ts';
import { MESSAGE_STATUSES } from './schema.ts';

export const DEFAULT_SIZE = 10;
export const MAX_SIZE = 500;

type Cursor = NonNullable<MessagePage['after']>;

/** Later than any message: where the list begins. */
const FIRST: Cursor = { createdAt: '9999-12-31T23:59:59.999999Z' as Timestamp, id: NIL_UUID };

const printToken = ({ createdAt, id }: Cursor) => Buffer.from(`${createdAt}/${id}`).toString('base64url');

export const firstToken = printToken(FIRST);
export const tokenAfter = printToken;

function parseToken(token: string): Cursor {
  const [time = '', text = ''] = Buffer.from(token, 'base64url').toString().split('/');
  const createdAt = parseTimestamp(time);
  const id = parseUuid(text);
  if (createdAt === undefined || id === undefined) {
    throw new ApiError('page_token_invalid', {
      details: { pointer: 'page_token', rule: 'format', expected: 'a token from a link', got: token.slice(0, 100) },
    });
  }
  return { createdAt, id };
}

const isStatus = (text: string): text is MessageStatus => (MESSAGE_STATUSES as readonly string[]).includes(text);

function statusOf(query: URLSearchParams): MessageStatus | undefined {
  const text = query.get('status');
  if (text === null) return undefined;
  if (isStatus(text)) return text;
  throw new ApiError('parameter_message_status', {
    details: { pointer: 'status', rule: 'enum', expected: MESSAGE_STATUSES.join(', '), got: text.slice(0, 100) },
  });
}

/**
 * The page that a list of messages is asked for; `limit` is its size.
 * @throws ApiError `parameter_message_status`, `parameter_number`, `page_token_invalid`
 */
export function messagePage(query: URLSearchParams): MessagePage {
  const status = statusOf(query);
  const recipient = query.get('recipient') ?? '';
  const text = query.get('page_size') ?? '';
  const size = text === '' ? DEFAULT_SIZE : integerParameter('page_size', text);
  const token = query.get('page_token') ?? '';
  return {
    ...(status !== undefined && { status }),
    ...(recipient !== '' && { recipient }),
    ...(token !== '' && { after: parseToken(token) }),
    limit: size < 1 ? DEFAULT_SIZE : Math.min(size, MAX_SIZE),
  };
}
