import type { JsonNode, JsonObject } from '../../json/tree.ts';
import type { Result } from '../print/print-result.ts';

const HEADERS = ['ID', 'EXTERNAL ID', 'VERIFIED ADDRESSES', 'RECOVERY ADDRESSES', 'SCHEMA ID', 'SCHEMA URL'];

const textIn = (identity: JsonObject, name: string) => {
  const value = identity.get(name);
  return typeof value === 'string' ? value : undefined;
};

function addressesIn(identity: JsonObject, name: string): string | undefined {
  const addresses = identity.get(name);
  if (!Array.isArray(addresses)) return undefined;
  return addresses.map((address) => (address instanceof Map ? textIn(address, 'value') : undefined)).join(', ');
}

function rowOf(identity: JsonNode): readonly (string | undefined)[] {
  if (!(identity instanceof Map)) return [];
  return [
    textIn(identity, 'id'),
    textIn(identity, 'external_id'),
    addressesIn(identity, 'verifiable_addresses'),
    addressesIn(identity, 'recovery_addresses'),
    textIn(identity, 'schema_id'),
    textIn(identity, 'schema_url'),
  ];
}

const nextPage = (token: string) => [[''], ['NEXT PAGE TOKEN', token]];

/** One identity, as it is shown on its own. */
export const identityResult = (identity: JsonNode): Result => ({
  headers: HEADERS,
  rows: [rowOf(identity)],
  single: true,
  json: identity,
});

/** Several identities that were asked for one by one. */
export const identitiesResult = (identities: readonly JsonNode[]): Result => ({
  headers: HEADERS,
  rows: identities.map(rowOf),
  tail: nextPage(''),
  json: [...identities],
});

/** A page of a list. */
export const pageResult = (identities: readonly JsonNode[], token: string): Result => ({
  headers: HEADERS,
  rows: identities.map(rowOf),
  tail: nextPage(token),
  json: new Map<string, JsonNode>([
    ['identities', [...identities]],
    ['next_page_token', token],
  ]),
});
