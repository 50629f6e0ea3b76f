import { createSystemClock } from '../../src/lib/clock.ts';
import { createSystemRandom } from '../../src/lib/random.ts';
import { openStore } from '../../src/store/sql/open-store.ts';
import { dsnOf } from '../storage/dsn-of.ts';
import { anIdentity } from '../storage/samples.ts';

// A program that, in the database of a URL, creates and changes identities as fast as it can, and prints the id of each as soon as it is acknowledged:
// `+ id email` when it was created, `= id email` when its e-mail was replaced, `- id` when it was deleted.

const dsn = dsnOf(process.argv[2] ?? '');
const store = await openStore({ dsn, clock: createSystemClock(), random: createSystemRandom() });
const say = (line: string) => process.stdout.write(`${line}\n`);

async function worker() {
  for (let turn = 0; ; turn++) {
    const write = anIdentity();
    const { id } = write.row;
    const batch = turn % 5 === 0 ? [write, anIdentity(), anIdentity()] : [write];
    try {
      await store.identities.create(batch);
      for (const { row, identifiers } of batch) say(`+ ${row.id} ${identifiers[0]?.identifier}`);
      if (turn % 3 === 0) {
        const next = anIdentity(undefined, { id });
        await store.identities.replace(next, write);
        say(`= ${id} ${next.identifiers[0]?.identifier}`);
      } else if (turn % 3 === 1) {
        await store.identities.delete(id);
        say(`- ${id}`);
      }
    } catch (error) {
      // The database may be the one that is killed.
      if ((error as { code?: unknown }).code !== 'unavailable') throw error;
      say(`! ${turn}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

await Promise.all(Array.from({ length: 20 }, worker));
