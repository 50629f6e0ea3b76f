import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../../error/api-error.ts';
import { sendJson } from '../../http/json-answer.ts';
import { setLink } from '../../http/link-header.ts';
import { keysetLinks, numberedLinks } from '../../http/page-links.ts';
import { pathOf, queryOf } from '../../http/request.ts';
import type { JsonText } from '../../json/json-text.ts';
import { NIL_UUID } from '../../lib/uuid.ts';
import type { IdentityFilter, IdentityPage, ListedIdentity } from '../../store/identity-store.ts';
import type { IdentityApi } from './dependencies.ts';
import { includedCredentials } from './include-credential.ts';
import { listFilter } from './list-filter.ts';
import { type ListPaging, listPaging } from './list-paging.ts';
import { renderCredentials, renderIdentity } from './serialise.ts';

/** The ids of a page in their order, and the text of each of its identities. */
interface Page {
  readonly ids: readonly string[];
  text(index: number): string;
}

async function pageOf(
  filter: IdentityFilter,
  page: IdentityPage,
  included: ReadonlySet<string>,
  { store, schemaUrls, kinds, cipher }: IdentityApi,
): Promise<Page> {
  function made<R extends ListedIdentity>(rows: readonly R[], credentialsOf: (row: R) => JsonText | undefined): Page {
    return {
      ids: rows.map(({ id }) => id),
      text(index) {
        const row = rows[index] as R;
        const credentials = credentialsOf(row);
        return renderIdentity(row, { schemaUrl: schemaUrls.of(row.schemaId), credentials, metadataAdmin: 'always' });
      },
    };
  }
  if (included.size === 0) return made(await store.list(filter, page), (row) => row.credentials);
  return made(await store.listWithConfigs(filter, page), (row) => renderCredentials(row, included, kinds, cipher));
}

/** The first `size` identities as a JSON list. One text that grows costs less than many that are joined. */
function listText({ ids, text }: Page, size: number): string {
  let list = '[';
  for (let index = 0; index < ids.length && index < size; index++) list += index === 0 ? text(index) : `,${text(index)}`;
  return `${list}]`;
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
  const found = await pageOf(
    filter,
    { limit: size + 1, ...(paging.after !== undefined && { after: paging.after }) },
    included,
    api,
  );
  const next = found.ids.length > size ? found.ids[size - 1] : undefined;
  const link = keysetLinks(pathOf(request), paging.query, paging.size, NIL_UUID, next);
  setLink(reply, link);
  return sendJson(reply, 200, listText(found, size));
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
  const found = await pageOf(filter, { limit: size, offset: page * size }, included, api);
  const total = filter.by === 'identifier' ? found.ids.length : await api.store.count();
  reply.header('x-total-count', String(total));
  const link = numberedLinks(pathOf(request), queryOf(request), { page, size, total }, 'numbers');
  setLink(reply, link);
  return sendJson(reply, 200, listText(found, size));
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
