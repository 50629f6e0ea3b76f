import type { Finding } from '../check-keys.ts';
import type { Values } from '../keys/root.ts';
import { schemeOf } from '../url-syntax.ts';

const SCHEMES = ['file', 'http', 'https', 'base64'];

/** Identity schemas are fetched at the start: a scheme that cannot be fetched is a fault of the configuration. */
export function* identitySchemaUrls({ identity }: Values): Generator<Finding> {
  for (const [index, { url }] of identity.schemas.entries()) {
    if (SCHEMES.includes(schemeOf(url) ?? '')) continue;
    yield {
      path: ['identity', 'schemas', index, 'url'],
      expected: 'a URL that starts with file://, http://, https:// or base64://',
    };
  }
}
