import { Type } from '@sinclair/typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../../error/api-error.ts';
import { sendJson } from '../../http/json-answer.ts';
import { setLink } from '../../http/link-header.ts';
import { numberedPage } from '../../http/numbered-page.ts';
import { numberedLinks } from '../../http/page-links.ts';
import { pathOf, pathParameter, queryOf } from '../../http/request.ts';
import type { Route } from '../../http/route.ts';
import type { SchemaRegistry } from '../../schema/schema-registry.ts';
import { failures, pageParameters, pathParameterNamed } from '../shapes.ts';

const IdentitySchemaShape = Type.Object({}, { $id: 'identitySchema', additionalProperties: true, description: 'A JSON Schema.' });

const IdentitySchemas = Type.Array(
  Type.Object({ id: Type.String(), schema: Type.Object({}, { additionalProperties: true }) }, { $id: 'identitySchemaContainer' }),
  { $id: 'identitySchemas' },
);

function listSchemas(request: FastifyRequest, reply: FastifyReply, schemas: SchemaRegistry): FastifyReply {
  const all = schemas.list();
  const query = queryOf(request);
  const { page, size } = numberedPage(query);
  const items = all.slice(page * size, (page + 1) * size);
  reply.header('x-total-count', String(all.length));
  setLink(reply, numberedLinks(pathOf(request), query, { page, size, total: all.length }, 'numbers and tokens'));
  return sendJson(
    reply,
    200,
    `[${items.map(({ id, document }) => `{"id":${JSON.stringify(id)},"schema":${document}}`).join(',')}]`,
  );
}

function getSchema(request: FastifyRequest, reply: FastifyReply, schemas: SchemaRegistry): FastifyReply {
  const id = pathParameter(request, 'id');
  const schema = schemas.find(id);
  if (!schema) throw new ApiError('schema_not_found', { params: { id } });
  return sendJson(reply, 200, schema.document);
}

/** The identity schemas, on the public listener; also under the prefix of the admin API. */
export function schemaRoutes(schemas: SchemaRegistry): Route[] {
  const list: Route = {
    method: 'GET',
    path: '/schemas',
    operation: {
      id: 'listIdentitySchemas',
      summary: 'All identity schemas, in the order of the configuration.',
      tag: 'identity',
      parameters: [pageParameters.perPage, pageParameters.page, pageParameters.pageSize(500), pageParameters.pageToken],
      responses: { 200: { description: 'The schemas.', schema: IdentitySchemas }, ...failures(400) },
    },
    handle: (request, reply) => listSchemas(request, reply, schemas),
  };
  const get: Route = {
    method: 'GET',
    path: '/schemas/{id}',
    operation: {
      id: 'getIdentitySchema',
      summary: 'One identity schema.',
      tag: 'identity',
      parameters: [pathParameterNamed('id', 'Id of the schema, plain or in base64url.')],
      responses: { 200: { description: 'The schema.', schema: IdentitySchemaShape }, ...failures(404) },
    },
    handle: (request, reply) => getSchema(request, reply, schemas),
  };
  const alias = ({ method, path, handle }: Route): Route => ({ method, path: `/admin${path}`, handle });
  return [list, get, alias(list), alias(get)];
}
