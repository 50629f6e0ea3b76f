import type { AdminAnswer } from '../../client/admin-client.ts';
import { faultOf } from '../../client/answer-fault.ts';
import { type JsonNode, parseTree } from '../../json/tree.ts';

/** What a successful answer holds. @throws AnswerFault for any other */
export function documentOf(answer: AdminAnswer): JsonNode {
  if (answer.status >= 300) throw faultOf(answer);
  return parseTree(answer.body);
}
