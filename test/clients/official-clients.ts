import type { MakeClient } from './admin-client.ts';
import { makeKratosClient, makeOryClient } from './axios-client.ts';
import { makeFetchClient } from './fetch-client.ts';

/** What a suite over all official clients runs with: `describe.each(CLIENTS)('%s', (_, make) => …)`. */
export const CLIENTS: readonly (readonly [name: string, make: MakeClient])[] = [
  ['@ory/client', makeOryClient],
  ['@ory/client-fetch', makeFetchClient],
  ['@ory/kratos-client', makeKratosClient],
];
