import { describe, expect, test } from 'vitest';
import { anIdentity } from '../../../../test/storage/samples.ts';
import { ApiError } from '../../../error/api-error.ts';
import type { Database } from '../database.ts';
import { SqlFault } from '../sql-fault.ts';
import { createTogetherWriter } from './write-together.ts';

/** A database in which the first statement fails, and the others do not. */
function failingOnce(error: unknown) {
  let writes = 0;
  const database: Partial<Database> = {
    read: async () => [],
    write: async () => {
      if (++writes === 1) throw error;
      return { rows: [], changes: 1 };
    },
  };
  return { database: database as Database, writes: () => writes };
}

describe('writes that travel together', () => {
  test.each(['unavailable', 'database_silent', 'database_overloaded'] as const)('are not tried again after %s', async (code) => {
    const { database, writes } = failingOnce(new ApiError(code, { retryAfter: 1 }));
    const writer = createTogetherWriter(database, 1);
    const outcomes = await Promise.allSettled([writer.create([anIdentity()]), writer.create([anIdentity()])]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(writes()).toBe(1);
  });

  test.each([new SqlFault('unique', new Error('taken')), new ApiError('identity_busy')])(
    'go one by one after %s',
    async (error) => {
      const { database, writes } = failingOnce(error);
      const writer = createTogetherWriter(database, 1);
      expect(await Promise.all([writer.create([anIdentity()]), writer.create([anIdentity()])])).toEqual([
        ['created'],
        ['created'],
      ]);
      expect(writes()).toBe(3);
    },
  );
});
