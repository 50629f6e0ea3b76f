import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SERVERS, type ServerUnderTest, wanted } from './server-under-test.ts';
import { walk } from './walk-pages.ts';

const bare = { schema_id: 'bare' };

describe.each(SERVERS)('pages while others write on %s', (_, startServer) => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  async function createMany(count: number): Promise<string[]> {
    const answer = await server.admin.send('PATCH', '/admin/identities', {
      json: { identities: Array(count).fill({ create: bare }) },
    });
    return wanted<{ identities: { identity: string }[] }>(answer, 200).identities.map(({ identity }) => identity);
  }

  const remove = async (id: string) => expect((await server.admin.send('DELETE', `/admin/identities/${id}`)).status).toBe(204);

  /** Creates and deletes identities until told to stop. */
  function churn(doomed: readonly string[]): { stop(): Promise<string[]> } {
    const left = [...doomed];
    let going = true;
    const done = (async () => {
      while (going) {
        left.push((await server.create(bare)).id);
        const id = left.shift();
        if (id !== undefined) await remove(id);
      }
      return left;
    })();
    return {
      stop() {
        going = false;
        return done;
      },
    };
  }

  test('a walk meets everybody who is there throughout exactly once, in order', async () => {
    const property = fc.asyncProperty(
      fc.record({
        size: fc.integer({ min: 1, max: 9 }),
        stayers: fc.integer({ min: 0, max: 40 }),
        doomed: fc.integer({ min: 0, max: 20 }),
      }),
      async ({ size, stayers, doomed }) => {
        const staying = await createMany(stayers + 1);
        const writers = [churn(await createMany(doomed + 1)), churn([])];
        const pages = await walk(server.admin, `/admin/identities?page_size=${size}`);
        const left = (await Promise.all(writers.map((writer) => writer.stop()))).flat();
        const met = pages.flatMap(({ ids }) => ids);
        expect(met).toEqual([...new Set(met)].sort());
        expect(staying.filter((id) => !met.includes(id))).toEqual([]);
        await Promise.all([...staying, ...left].map(remove));
      },
    );
    await fc.assert(property, { numRuns: 12 });
  });
});
