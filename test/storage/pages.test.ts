import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { DATABASES, type Place, random } from './databases.ts';
import { bareIdentity } from './samples.ts';

describe.each(DATABASES)('pages while others write on %s', (_, make) => {
  let place: Place;
  let store: Store;

  beforeAll(async () => {
    place = await make();
  });
  afterAll(() => place.remove());

  test('every identity that is there throughout comes exactly once', async () => {
    const step = fc.record({ create: fc.nat(4), remove: fc.nat(3) });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9 }),
        fc.nat(25),
        fc.array(step, { maxLength: 8 }),
        async (limit, lasting, steps) => {
          store = await place.open(random.uuid());
          try {
            const staying = Array.from({ length: lasting }, () => bareIdentity());
            const leaving = Array.from({ length: 15 }, () => bareIdentity());
            await store.identities.create([...staying, ...leaving]);
            const seen: string[] = [];
            for (let after = ''; ; ) {
              const { create = 0, remove = 0 } = steps.shift() ?? {};
              const [page] = await Promise.all([
                store.identities.list({ by: 'all' }, { limit, ...(after !== '' && { after }) }),
                store.identities.create(Array.from({ length: create }, () => bareIdentity())),
                ...leaving.splice(0, remove).map(({ row }) => store.identities.delete(row.id)),
              ]);
              const ids = page.map(({ id }) => id);
              seen.push(...ids);
              if (ids.length < limit) break;
              after = ids.at(-1) as string;
            }
            expect(seen).toEqual([...new Set(seen)].toSorted());
            for (const { row } of staying) expect(seen).toContain(row.id);
          } finally {
            await store.close();
          }
        },
      ),
      { numRuns: 12 },
    );
  });
});
