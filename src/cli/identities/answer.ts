import type { AdminAnswer } from '../../client/admin-client.ts';
import { faultOf } from '../../client/answer-fault.ts';
import { type JsonNode, parseTree } from '../../json/tree.ts';

/** What a successful answer holds. @throws AnswerFault for any other */
export function documentOf(answer: AdminAnswer): JsonNode {
  if (answer.status >= 300) throw faultOf(answer);
  return parseTree(answer.body);
}

/** The token of the next page in a `Link` header (RFC 8288); empty on the last page. */
export function nextTokenOf({ headers }: AdminAnswer): string {
  const [, target = ''] = /<([^>]*)>\s*;\s*rel="next"/.exec(headers.get('link') ?? '') ?? [];
  return target === '' ? '' : (new URL(target, 'http://localhost').searchParams.get('page_token') ?? '');
}
