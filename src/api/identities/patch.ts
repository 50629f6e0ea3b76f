import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../../error/api-error.ts';
import { bodyBytes, decoding } from '../../http/body.ts';
import { sendJson } from '../../http/json-answer.ts';
import { newAddressId } from '../../identity/address-id.ts';
import { assertRegion } from '../../identity/region.ts';
import { updateIdentity } from '../../identity/update.ts';
import type { JsonText } from '../../json/json-text.ts';
import { applyPatch } from '../../json/patch/apply-patch.ts';
import { parsePatch } from '../../json/patch/parse-patch.ts';
import type { PatchOperation } from '../../json/patch/patch-operation.ts';
import { parseTree, printTree } from '../../json/tree.ts';
import { decodeUtf8 } from '../../json/utf8.ts';
import { renderPatched } from './answer.ts';
import type { IdentityApi } from './dependencies.ts';
import {
  freePartsOf,
  identityFromPatched,
  identityWithFreeParts,
  patchDocumentOf,
  touchesFreePartsOnly,
} from './patch-document.ts';
import { identityId } from './path-id.ts';

const DENIED = new Set(['/id', '/statechangedat', '/state_changed_at', '/credentials']);
const DENIED_BELOW = ['/credentials/oidc', '/credentials/saml'];

/** What a patch must not touch; compared without regard to letter case. */
function isDenied(pointer: string): boolean {
  const path = pointer.toLowerCase();
  return DENIED.has(path) || DENIED_BELOW.some((root) => path === root || path.startsWith(`${root}/`));
}

/** The region is not part of the stored identity: its operations are carried out here. */
function patchedRegion(operations: readonly PatchOperation[]): string | undefined {
  let region: string | undefined;
  for (const { op, value } of operations) {
    if (op !== 'add' && op !== 'replace')
      throw new ApiError('region_operation', { params: { op }, details: { pointer: '/region' } });
    if (value !== undefined && value !== null && typeof value !== 'string')
      throw new ApiError('region_type', { details: { pointer: '/region' } });
    region = value ?? '';
    assertRegion(region);
  }
  return region;
}

/** patchIdentity: JSON Patch (RFC 6902) on the identity as it is read. All of it is applied or nothing. */
export async function patchIdentity(request: FastifyRequest, reply: FastifyReply, api: IdentityApi): Promise<FastifyReply> {
  let region: string | undefined;
  const identity = await updateIdentity(
    identityId(request),
    (current, at, row) => {
      const operations = parsePatch(decoding('patch_undecodable', () => decodeUtf8(bodyBytes(request))));
      region = patchedRegion(operations.filter(({ path }) => path === '/region'));
      const others = operations.filter(({ path }) => path !== '/region');
      const patched = (document: JsonText) => printTree(applyPatch(parseTree(document), others, { denied: isDenied }));
      return decoding('patch_inapplicable', () => {
        if (touchesFreePartsOnly(others)) return identityWithFreeParts(patched(freePartsOf(row)), current, at);
        const whole = patchDocumentOf(row, current.credentials, api.schemaUrls.of(row.schemaId));
        return identityFromPatched(patched(whole), current, at, () => newAddressId(current.id, api.random));
      });
    },
    api,
  );
  return sendJson(reply, 200, renderPatched(identity, { schemaUrls: api.schemaUrls, region }));
}
