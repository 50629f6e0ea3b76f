import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkImportedHash } from './check-imported-hash.ts';
import { formatOf, HASH_FORMATS } from './formats.ts';
import { verifyPassword } from './testing/verify-password.ts';

const guide = readFileSync(new URL('../../docs/password-hashes.md', import.meta.url), 'utf8');

/** The second column of the table of formats, without the row that only refers to the one above it. */
const examples = [...guide.matchAll(/^\| [^|]+ \| `([${][^`…]+)` \| [^|]+ \|$/gm)].flatMap(([, example]) => example ?? []);

describe('the examples of the guide', () => {
  it('show every format but argon2i, which looks like argon2id', () => {
    const shown = new Set(examples.map((example) => formatOf(example)?.name));
    expect(HASH_FORMATS.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual(['argon2i']);
  });

  it.each(examples)('belong to the password that it names: %s', async (example) => {
    expect(() => checkImportedHash(example)).not.toThrow();
    expect(await verifyPassword(example, 'zelos-import')).toBe(true);
  });
});
