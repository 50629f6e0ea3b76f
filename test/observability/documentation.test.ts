import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { startOnSqlite } from '../http/server-under-test.ts';

const page = readFileSync(new URL('../../docs/observability.md', import.meta.url), 'utf8');

test('the page names every metric of our own that there is, with its kind, and no other', async () => {
  const server = await startOnSqlite();
  try {
    await server.create({ schema_id: 'bare' });
    const { text } = await server.admin.send('GET', '/metrics/prometheus');
    const told = [...text.matchAll(/^# TYPE ((?:http|zelos)_\w+) (\w+)$/gm)].map(([, name, kind]) => `${name} ${kind}`);
    const documented = [...page.matchAll(/^\| `(\w+)` \| (\w+) \|/gm)].map(([, name, kind]) => `${name} ${kind}`);
    expect(told.length).toBeGreaterThan(10);
    expect(documented.toSorted()).toEqual(told.toSorted());
  } finally {
    await server.stop();
  }
});
