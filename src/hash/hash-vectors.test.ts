import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../error/api-error.ts';
import { checkImportedHash } from './check-imported-hash.ts';
import { verifyPassword } from './testing/verify-password.ts';

interface Vector {
  readonly algorithm: string;
  readonly hash: string;
  readonly password: string;
  readonly valid: boolean;
  readonly import: 'accept' | 'unknown_format' | 'out_of_bounds' | 'unparseable';
  readonly note?: string;
}

const OUTCOMES: Readonly<Record<string, Vector['import']>> = {
  password_format: 'unknown_format',
  password_bounds: 'out_of_bounds',
  password_unparsable: 'unparseable',
};

function importOutcome(hash: string): Vector['import'] | undefined {
  try {
    checkImportedHash(hash);
    return 'accept';
  } catch (error) {
    return error instanceof ApiError ? OUTCOMES[error.code] : undefined;
  }
}

const file = new URL('../../test/data/hashes.json', import.meta.url);
const vectors: readonly Vector[] = JSON.parse(readFileSync(file, 'utf8'));

describe('the vectors of the contract', () => {
  it('are all there', () => expect(vectors).toHaveLength(201));

  for (const [index, vector] of vectors.entries()) {
    it.concurrent(`${index}: ${vector.algorithm}, ${vector.note ?? (vector.valid ? 'right' : 'wrong')}`, async ({ expect }) => {
      expect(importOutcome(vector.hash)).toBe(vector.import);
      expect(await verifyPassword(vector.hash, vector.password)).toBe(vector.valid);
    });
  }
});
