import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../../error/api-error.ts';
import { sendJson } from '../../http/json-answer.ts';
import { setLink } from '../../http/link-header.ts';
import { keysetLinks, numberedLinks } from '../../http/page-links.ts';
import { pathOf, queryOf } from '../../http/request.ts';
import { NIL_UUID } from '../../lib/uuid.ts';
import type { IdentityFilter, IdentityPage, IdentityRow } from '../../store/identity-store.ts';
import type { IdentityApi } from './dependencies.ts';
import { includedCredentials } from './include-credential.ts';
import { listFilter } from './list-filter.ts';
import { type ListPaging, listPaging } from './list-paging.ts';
import { renderCredentials, renderIdentity } from './serialise.ts';

async function rendered(
  filter: IdentityFilter,
  page: IdentityPage,
  included: ReadonlySet<string>,
  { store, schemaUrls, kinds, cipher }: IdentityApi,
): Promise<{ rows: readonly IdentityRow[]; texts: string[] }> {
  const parts = (row: IdentityRow) => ({ schemaUrl: schemaUrls.of(row.schemaId), metadataAdmin: 'always' }) as const;
  if (included.size > 0) {
    const rows = await store.listWithConfigs(filter, page);
    return {
      rows,
      texts: rows.map((row) =>
        renderIdentity(row, { ...parts(row), credentials: renderCredentials(row, included, kinds, cipher) }),
      ),
    };
  }
  const rows = await store.list(filter, page);
  const searched = filter.by === 'identifier' || filter.by === 'prefix';
  return {
    rows,
    texts: rows.map((row) => renderIdentity(row, searched ? { ...parts(row), credentials: row.credentials } : parts(row))),
  };
}

/** A page that continues after its last id. */
async function sendKeysetPage(
  request: FastifyRequest,
  reply: FastifyReply,
  filter: IdentityFilter,
  included: ReadonlySet<string>,
  paging: Extract<ListPaging, { mode: 'keyset' }>,
  api: IdentityApi,
): Promise<FastifyReply> {
  // A list of ids without a page parameter is answered whole: clients that ask for ids do not turn pages.
  const whole = filter.by === 'ids' && !paging.asked;
  const size = whole && filter.by === 'ids' ? Math.max(filter.ids.length, 1) : paging.size;
  const { rows, texts } = await rendered(
    filter,
    { limit: size + 1, ...(paging.after !== undefined && { after: paging.after }) },
    included,
    api,
  );
  const next = rows.length > size ? rows[size - 1]?.id : undefined;
  const link = keysetLinks(pathOf(request), paging.query, paging.size, NIL_UUID, next);
  setLink(reply, link);
  return sendJson(reply, 200, `[${texts.slice(0, size).join(',')}]`);
}

async function sendNumberedPage(
  request: FastifyRequest,
  reply: FastifyReply,
  filter: IdentityFilter,
  included: ReadonlySet<string>,
  paging: Extract<ListPaging, { mode: 'numbered' }>,
  api: IdentityApi,
): Promise<FastifyReply> {
  const { page, size } = paging;
  if (page * size > 1000) throw new ApiError('page_legacy_limit');
  const { texts } = await rendered(filter, { limit: size, offset: page * size }, included, api);
  const total = filter.by === 'identifier' ? texts.length : await api.store.count();
  reply.header('x-total-count', String(total));
  const link = numberedLinks(pathOf(request), queryOf(request), { page, size, total }, 'numbers');
  setLink(reply, link);
  return sendJson(reply, 200, `[${texts.join(',')}]`);
}

/** listIdentities. */
export async function listIdentities(request: FastifyRequest, reply: FastifyReply, api: IdentityApi): Promise<FastifyReply> {
  const query = queryOf(request);
  const filter = listFilter(query);
  const included = includedCredentials(query);
  if (filter === 'several') throw new ApiError('parameter_filters');
  const paging = listPaging(query);
  const source = query.get('consistency') === 'eventual' ? { ...api, store: api.eventualStore } : api;
  return paging.mode === 'keyset'
    ? sendKeysetPage(request, reply, filter, included, paging, source)
    : sendNumberedPage(request, reply, filter, included, paging, source);
}
