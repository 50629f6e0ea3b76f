import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../src/store/sql/database.ts';
import { migrate, migrationStatus } from '../../src/store/sql/migrate.ts';
import { ALL_MIGRATIONS } from '../../src/store/sql/migrations/all-migrations.ts';
import type { Migration } from '../../src/store/sql/migrations/migration.ts';
import { openStore } from '../../src/store/sql/open-store.ts';
import { clock, DIALECTS, type Place, random, SERIALISABLE_DATABASES } from './databases.ts';

const addsTable = (version: number, name: string, ...more: string[]): Migration => ({
  version,
  name,
  statements: () => [`CREATE TABLE ${name} (id INTEGER PRIMARY KEY)`, ...more],
});
const NEXT = Math.max(...ALL_MIGRATIONS.map(({ version }) => version)) + 1;

/** Databases of a test, closed and removed after it. */
function groundOf(make: () => Promise<Place>) {
  let place: Place;
  let opened: Database[];
  const open = () => {
    const database = place.raw();
    opened.push(database);
    return database;
  };

  beforeEach(async () => {
    place = await make();
    opened = [];
  });
  afterEach(async () => {
    await Promise.all(opened.map((database) => database.close()));
    await place.remove();
  });

  return { open, place: () => place };
}

/** What processes on different machines do at the same moment. */
function testsTogether({ open, place }: ReturnType<typeof groundOf>) {
  test('several processes at once apply each step once', async () => {
    const all = Array.from({ length: 4 }, (): number[] => []);
    await Promise.all(all.map((steps) => migrate(open(), { clock, onStep: ({ version }) => steps.push(version) })));
    // Of what two processes tell, either can arrive first; each of them tells its own in order.
    const inOrder = (steps: readonly number[]) => [...steps].sort((a, b) => a - b);
    for (const steps of all) expect(steps).toEqual(inOrder(steps));
    expect(inOrder(all.flat())).toEqual(ALL_MIGRATIONS.map(({ version }) => version));
  });

  test('several processes that start at once use one network', async () => {
    const stores = await Promise.all(Array.from({ length: 4 }, () => place().open()));
    await Promise.all(stores.map((store) => store.close()));
    expect(await open().read('SELECT count(*) FROM networks', [])).toEqual([[1]]);
  });
}

describe.each(SERIALISABLE_DATABASES)('migrations on %s, all of whose transactions are serialisable', (_, make) => {
  testsTogether(groundOf(make));
});

describe.each(DIALECTS)('migrations on %s', (_, make) => {
  const ground = groundOf(make);
  const { open, place } = ground;
  testsTogether(ground);

  test('are applied once, in order, and told', async () => {
    const database = open();
    const migrations = [...ALL_MIGRATIONS, addsTable(NEXT, 'extra')];
    const status = (applied: boolean) =>
      migrations.map(({ version, name, statements }) => ({ version, name, statements: statements(database.dialect), applied }));
    expect(await migrationStatus(database, migrations)).toEqual(status(false));
    const steps: number[] = [];
    await migrate(database, { clock, migrations, onStep: ({ version }) => steps.push(version) });
    expect(steps).toEqual(migrations.map(({ version }) => version));
    expect(await migrationStatus(database, migrations)).toEqual(status(true));
    await migrate(database, { clock, migrations, onStep: ({ version }) => steps.push(version) });
    expect(steps).toHaveLength(migrations.length);
  });

  const broken = addsTable(NEXT + 1, 'extra', 'CREATE TABLE broken (');
  const applied = async (database: Database, migrations: readonly Migration[]) =>
    (await migrationStatus(database, migrations)).map((step) => step.applied);

  test('a step that fails leaves nothing of itself, and those before it stay', async () => {
    const database = open();
    await migrate(database, { clock });
    const migrations = [...ALL_MIGRATIONS, addsTable(NEXT, 'before'), broken];
    await expect(migrate(database, { clock, migrations })).rejects.toThrow();
    expect(await applied(database, migrations)).toEqual(migrations.map((step) => step !== broken));
    await migrate(database, { clock, migrations: [...migrations.slice(0, -1), addsTable(NEXT + 1, 'extra')] });
  });

  test('an empty database gets the whole schema or nothing, where a transaction can do that', async () => {
    const database = open();
    const migrations = [...ALL_MIGRATIONS, addsTable(NEXT, 'before'), broken];
    await expect(migrate(database, { clock, migrations })).rejects.toThrow();
    const stepByStep = !database.dialect.changesTablesTwice;
    expect(await applied(database, migrations)).toEqual(migrations.map((step) => stepByStep && step !== broken));
    await migrate(database, { clock, migrations: [...migrations.slice(0, -1), addsTable(NEXT + 1, 'extra')] });
  });

  test('a database that is newer than the program is refused', async () => {
    const database = open();
    await migrate(database, { clock, migrations: [...ALL_MIGRATIONS, addsTable(NEXT, 'extra')] });
    await expect(migrate(database, { clock })).rejects.toMatchObject({ fault: 'newer_database' });
    await expect(place().open()).rejects.toThrow(`migration ${NEXT}, which this version of Zelos does not know`);
  });

  test('a step that was changed after it was applied is refused', async () => {
    const database = open();
    await migrate(database, { clock, migrations: [addsTable(1, 'one')] });
    await expect(migrate(database, { clock, migrations: [addsTable(1, 'two')] })).rejects.toMatchObject({
      fault: 'changed_migration',
    });
    await expect(migrationStatus(database, [addsTable(1, 'two')])).rejects.toMatchObject({ fault: 'changed_migration' });
  });

  test('a server with pending steps is refused with the command that applies them; a file is brought up to date', async () => {
    const opening = openStore({ dsn: place().dsn, clock, random });
    if (place().dsn.kind === 'sqlite') await (await opening).close();
    else await expect(opening).rejects.toThrow('zelos migrate sql up -e --yes');
  });
});
