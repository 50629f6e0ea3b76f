#!/usr/bin/env node
// What group commit of the embedded store gives: identities created per second, one commit each and with several writers
// at once, every commit synced to the disk (synchronous=FULL). No HTTP. Node 24: node bench/group-commit.mjs --help
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeOf } from '../src/identity/stored-identity.ts';
import { createSystemClock, now } from '../src/lib/clock.ts';
import { createSystemRandom } from '../src/lib/random.ts';
import { openStore } from '../src/store/sql/open-store.ts';
import { freshEmail, person } from './lib/people.mjs';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '3' },
    seed: { type: 'string', default: '20000' },
    writers: { type: 'string', default: '1,4,16,64,256' },
    dir: { type: 'string', default: tmpdir() },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(`usage: group-commit.mjs [options]
  --seconds  of each measurement [3]
  --seed     identities to begin with [20000]
  --writers  how many write at once, in turn; 1 is one commit for each write [1,4,16,64,256]
  --dir      folder on the disk to measure [that of temporary files]`);
  process.exit(0);
}

const [clock, random] = [createSystemClock(), createSystemRandom()];

/** A person with an e-mail address that signs in and is verified and recovered with, as the server would store it. */
function fresh(n) {
  const email = freshEmail();
  const { traits, metadata_public, metadata_admin } = person(n, email);
  const at = now(clock);
  const id = random.uuid();
  const address = { value: email, via: 'email', createdAt: at, updatedAt: at };
  const addressId = () => id.slice(0, 8) + random.uuid().slice(8);
  return writeOf({
    id,
    schemaId: 'default',
    state: 'active',
    stateChangedAt: at,
    traits: JSON.stringify(traits),
    metadataPublic: JSON.stringify(metadata_public),
    metadataAdmin: JSON.stringify(metadata_admin),
    credentials: { password: { type: 'password', identifiers: [email], config: '{}', version: 0, createdAt: at, updatedAt: at } },
    verifiableAddresses: [{ ...address, id: addressId(), verified: false, status: 'pending' }],
    recoveryAddresses: [{ ...address, id: addressId() }],
    availableAal: 'aal0',
    createdAt: at,
    updatedAt: at,
  });
}

const written = () => Number(/^wchar: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);

/** Some writers, each of which waits for its write to be durable before it makes the next. */
async function measure(store, writers) {
  const end = performance.now() + Number(values.seconds) * 1000;
  const [from, cpu, bytes] = [performance.now(), process.cpuUsage(), written()];
  let count = 0;
  await Promise.all(
    Array.from({ length: writers }, async () => {
      while (performance.now() < end) {
        const [outcome] = await store.identities.create([fresh(count++)]);
        if (outcome !== 'created') throw new Error('a write was refused');
      }
    }),
  );
  const seconds = (performance.now() - from) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return [
    String(writers).padStart(7),
    (count / seconds).toFixed(0).padStart(9),
    ((user + system) / count).toFixed(0).padStart(10),
    ((written() - bytes) / count / 1024).toFixed(1).padStart(12),
  ].join('  ');
}

const folder = mkdtempSync(join(values.dir, 'group-commit-'));
const store = await openStore({ dsn: { kind: 'sqlite', file: join(folder, 'db.sqlite') }, clock, random });
try {
  for (let left = Number(values.seed); left > 0; left -= 1000) {
    await store.identities.create(Array.from({ length: Math.min(1000, left) }, (_, n) => fresh(n)));
  }
  console.log('writers  writes/s  CPU µs/write  kB written/write');
  for (const writers of values.writers.split(',').map(Number)) console.log(await measure(store, writers));
} finally {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
}
