import type { AdminClient } from '../client/admin-client.ts';
import { faultOf } from '../client/answer-fault.ts';
import { nextTokenOf } from '../client/next-token.ts';
import { type JsonObject, parseTree } from '../json/tree.ts';

const LARGEST_PAGE = 500;
/** About how much of identities is held at a time. */
const PAGE_BYTES = 4 * 1024 * 1024;
const TIMEOUT_MS = 60_000;

/**
 * All identities in the order of their ids, page by page. What is created meanwhile is there or not; what is there the whole time is
 * there once. Pages shrink where identities are large.
 * @param credentials kinds whose configuration is wanted
 * @throws AnswerFault, EndpointUnreachable
 */
export async function* listAll(client: AdminClient, credentials: readonly string[]): AsyncGenerator<readonly JsonObject[]> {
  let token = '';
  let size = LARGEST_PAGE / 2;
  do {
    const query = new URLSearchParams({ page_size: String(size), consistency: 'strong' });
    if (token !== '') query.set('page_token', token);
    for (const kind of credentials) query.append('include_credential', kind);
    const answer = await client.send({ method: 'GET', path: `/admin/identities?${query}`, timeoutMs: TIMEOUT_MS });
    if (answer.status !== 200) throw faultOf(answer);
    const page = parseTree(answer.body);
    const identities = (Array.isArray(page) ? page : []).filter((identity) => identity instanceof Map);
    yield identities;
    const each = Math.max(1, answer.body.length / Math.max(1, identities.length));
    size = Math.min(LARGEST_PAGE, Math.max(1, Math.floor(PAGE_BYTES / each)));
    token = nextTokenOf(answer);
  } while (token !== '');
}
