import type { AdminAnswer } from '../client/admin-client.ts';
import { faultOf } from '../client/answer-fault.ts';
import type { RowFailure } from './prepared-row.ts';

interface WireError {
  readonly code?: number;
  readonly message?: string;
  readonly reason?: string;
  readonly details?: { readonly pointer?: string };
}

/** What a batch says of one of its items. */
export interface BatchItemAnswer {
  readonly action: 'create' | 'error';
  readonly identity?: string;
  readonly error?: WireError;
}

interface BatchBody {
  readonly identities?: readonly BatchItemAnswer[];
  readonly error?: WireError;
}

function bodyOf({ body }: AdminAnswer): BatchBody {
  try {
    return (JSON.parse(body) as BatchBody | null) ?? {};
  } catch {
    return {};
  }
}

/** The answers for the items; undefined where the batch was refused as a whole. A batch of failures tells them, too. */
export function itemAnswers(answer: AdminAnswer, count: number): readonly BatchItemAnswer[] | undefined {
  const { identities } = bodyOf(answer);
  return identities?.length === count ? identities : undefined;
}

const ITEM = /^\/identities\/(\d+)(?:\/create)?/;

/** Why an item failed; the pointer leads into the identity. */
export function failureOf({ code = 400, message, reason, details }: WireError): RowFailure {
  const pointer = details?.pointer?.replace(ITEM, '');
  return { status: code, reason: reason ?? message ?? 'refused', ...(pointer && { pointer }) };
}

/**
 * Why a request was refused as a whole.
 * @returns `item`: the place of the item because of which it was, where the server tells it
 * @throws AnswerFault where that is not because of what was sent: no key, no such API, a server that cannot go on
 */
export function refusalOf(answer: AdminAnswer): { readonly item?: number; readonly failure: RowFailure } {
  const { status } = answer;
  const { error } = bodyOf(answer);
  if (![400, 409, 413, 422].includes(status) || !error) throw faultOf(answer);
  const item = ITEM.exec(error.details?.pointer ?? '')?.[1];
  return { failure: { ...failureOf(error), status }, ...(item !== undefined && { item: Number(item) }) };
}
