import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendJson } from '../../http/json-answer.ts';
import { setLink } from '../../http/link-header.ts';
import { keysetLinks } from '../../http/page-links.ts';
import { pathOf, queryOf } from '../../http/request.ts';
import type { CourierApi } from './dependencies.ts';
import { firstToken, messagePage, tokenAfter } from './list-query.ts';
import { renderMessage } from './serialise.ts';

/** listCourierMessages: newest first. */
export async function listCourierMessages(
  request: FastifyRequest,
  reply: FastifyReply,
  { store, showContent }: CourierApi,
): Promise<FastifyReply> {
  const query = queryOf(request);
  const page = messagePage(query);
  const rows = await store.list({ ...page, limit: page.limit + 1 });
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  setLink(reply, keysetLinks(pathOf(request), query, page.limit, firstToken, last && tokenAfter(last)));
  return sendJson(reply, 200, `[${shown.map((message) => renderMessage(message, { showContent })).join(',')}]`);
}
