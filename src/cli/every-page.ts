import type { AdminClient } from '../client/admin-client.ts';
import { nextTokenOf } from '../client/next-token.ts';
import type { JsonNode } from '../json/tree.ts';
import { documentOf } from './identities/answer.ts';

/**
 * The items of a list, page by page, each as long as somebody asks for the next one.
 * @param path with the parameters of the list, but for those of pages
 * @throws AnswerFault, EndpointUnreachable
 */
export async function* everyPage(
  client: AdminClient,
  path: string,
  parameters: Readonly<Record<string, string>>,
): AsyncGenerator<readonly JsonNode[]> {
  for (let token: string | undefined; token !== ''; ) {
    const query = new URLSearchParams({ ...parameters, ...(token !== undefined && { page_token: token }) });
    const answer = await client.send({ method: 'GET', path: `${path}?${query}` });
    const items = documentOf(answer);
    yield Array.isArray(items) ? items : [];
    token = nextTokenOf(answer);
  }
}
