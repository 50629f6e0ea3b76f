import { DatabaseSync } from 'node:sqlite';

/** Values by their keys, on disk: however many there are, they take no memory. */
export interface LookupFile {
  add(entries: readonly (readonly [key: string, value: string])[]): void;
  find(key: string): string | undefined;
  close(): void;
}

/** Makes one that nobody else can see, and that is gone when it is closed or the process ends. */
export function createLookupFile(): LookupFile {
  // A database without a name is a temporary file.
  const database = new DatabaseSync('');
  database.exec(
    'PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; CREATE TABLE entry (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID',
  );
  const insert = database.prepare(
    'INSERT INTO entry (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const select = database.prepare('SELECT value FROM entry WHERE key = ?');
  return {
    add(entries) {
      database.exec('BEGIN');
      for (const [key, value] of entries) insert.run(key, value);
      database.exec('COMMIT');
    },
    find: (key) => select.get(key)?.value as string | undefined,
    close: () => database.close(),
  };
}
