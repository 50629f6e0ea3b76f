import { type TSchema, Type } from '@sinclair/typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Route } from '../../http/route.ts';
import { failures, pageParameters, pathParameterNamed } from '../shapes.ts';
import { batchPatchIdentities } from './batch.ts';
import { createIdentity } from './create.ts';
import { deleteIdentity, deleteIdentityCredentials } from './delete.ts';
import type { IdentityApi } from './dependencies.ts';
import { getIdentity, getIdentityByExternalId } from './get.ts';
import { listIdentities } from './list.ts';
import { patchIdentity } from './patch.ts';
import { BatchAnswer, BatchFailure, CredentialTypeName, IdentityShape, JsonPatchDocument } from './schema.ts';
import { updateIdentity } from './update.ts';

const READ = 'identities:read';
const WRITE = 'identities:write';

const id = pathParameterNamed('id', 'Id of the identity.');
const query = (name: string, description: string, schema: TSchema = Type.String()) =>
  ({ in: 'query', name, description, schema }) as const;
const includeCredential = (items: TSchema = CredentialTypeName) =>
  query('include_credential', 'Shows the configuration of credentials of this type. May be repeated.', Type.Array(items));
const one = { description: 'The identity.', schema: IdentityShape };

type Handle = (request: FastifyRequest, reply: FastifyReply, api: IdentityApi) => Promise<FastifyReply>;

/** The identity administration API, on the admin listener. */
export function identityRoutes(api: IdentityApi): Route[] {
  const bound = (handle: Handle) => (request: FastifyRequest, reply: FastifyReply) => handle(request, reply, api);
  const { bodies } = api;
  return [
    {
      method: 'GET',
      path: '/admin/identities',
      scope: READ,
      operation: {
        id: 'listIdentities',
        summary: 'Lists identities, or finds them.',
        tag: 'identity',
        parameters: [
          pageParameters.perPage,
          pageParameters.page,
          pageParameters.pageSize(500),
          pageParameters.pageToken,
          query(
            'consistency',
            'How fresh the answer has to be.',
            Type.Unsafe({ type: 'string', enum: ['', 'strong', 'eventual'] }),
          ),
          query('ids', 'Only identities with one of these ids; 500 at most. May be repeated.', Type.Array(Type.String())),
          query(
            'credentials_identifier',
            'Only the identity that signs in with this (e-mail address, user name, phone number, provider:subject).',
          ),
          query('preview_credentials_identifier_similar', 'Only identities with an identifier that begins like this.'),
          includeCredential(Type.Unsafe<string>(Type.String())),
          query('organization_id', 'Only identities of this organization.'),
        ],
        responses: { 200: { description: 'A page of identities.', schema: Type.Array(IdentityShape) }, ...failures(400) },
      },
      handle: bound(listIdentities),
    },
    {
      method: 'POST',
      path: '/admin/identities',
      scope: WRITE,
      operation: {
        id: 'createIdentity',
        summary: 'Creates an identity, with its credentials if need be.',
        tag: 'identity',
        body: bodies.create,
        responses: { 201: one, ...failures(400, 409) },
      },
      handle: bound(createIdentity),
    },
    {
      method: 'PATCH',
      path: '/admin/identities',
      scope: WRITE,
      operation: {
        id: 'batchPatchIdentities',
        summary: 'Creates up to 1,000 identities; what fails, fails alone.',
        tag: 'identity',
        body: bodies.batch,
        responses: {
          200: { description: 'What became of each.', schema: BatchAnswer },
          400: { description: 'Nothing was created; why, for each.', schema: BatchFailure },
          409: { description: 'Nothing was created, and there are conflicts; why, for each.', schema: BatchFailure },
        },
      },
      handle: bound(batchPatchIdentities),
    },
    {
      method: 'GET',
      path: '/admin/identities/{id}',
      scope: READ,
      operation: {
        id: 'getIdentity',
        summary: 'One identity.',
        tag: 'identity',
        parameters: [id, includeCredential()],
        responses: { 200: one, ...failures(404) },
      },
      handle: bound(getIdentity),
    },
    {
      method: 'GET',
      path: '/admin/identities/by/external/{externalID}',
      scope: READ,
      operation: {
        id: 'getIdentityByExternalID',
        summary: 'The identity with this external id.',
        tag: 'identity',
        parameters: [pathParameterNamed('externalID', 'The external id, exactly as it was given.'), includeCredential()],
        responses: { 200: one, ...failures(404) },
      },
      handle: bound(getIdentityByExternalId),
    },
    {
      method: 'PUT',
      path: '/admin/identities/{id}',
      scope: WRITE,
      tooLarge: 'body_too_large_to_decode',
      operation: {
        id: 'updateIdentity',
        summary: 'Replaces traits, metadata and external id; adds credentials.',
        tag: 'identity',
        parameters: [id],
        body: bodies.update,
        responses: { 200: one, ...failures(400, 404, 409) },
      },
      handle: bound(updateIdentity),
    },
    {
      method: 'PATCH',
      path: '/admin/identities/{id}',
      scope: WRITE,
      operation: {
        id: 'patchIdentity',
        summary: 'Changes parts of an identity by a JSON Patch.',
        tag: 'identity',
        parameters: [id],
        body: JsonPatchDocument,
        responses: { 200: one, ...failures(400, 404, 409) },
      },
      handle: bound(patchIdentity),
    },
    {
      method: 'DELETE',
      path: '/admin/identities/{id}',
      scope: WRITE,
      operation: {
        id: 'deleteIdentity',
        summary: 'Deletes an identity for good.',
        tag: 'identity',
        parameters: [id],
        responses: { 204: { description: 'It is gone.' }, ...failures(404) },
      },
      handle: bound(deleteIdentity),
    },
    {
      method: 'DELETE',
      path: '/admin/identities/{id}/credentials/{type}',
      scope: WRITE,
      operation: {
        id: 'deleteIdentityCredentials',
        summary: 'Removes a credential of an identity.',
        tag: 'identity',
        parameters: [
          id,
          pathParameterNamed('type', 'Type of the credential.', CredentialTypeName),
          query('identifier', 'Which one, as provider:subject; for oidc, saml and deviceauthn.'),
        ],
        responses: { 204: { description: 'It is gone.' }, ...failures(400, 404) },
      },
      handle: bound(deleteIdentityCredentials),
    },
  ];
}
