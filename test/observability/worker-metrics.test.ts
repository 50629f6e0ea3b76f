import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyFolder, serveZelos } from '../cli/program.ts';

let folder: Awaited<ReturnType<typeof emptyFolder>>;
beforeAll(async () => {
  folder = await emptyFolder();
});
afterAll(() => folder.remove());

/** On a connection of its own, which the system gives to any of the workers. */
async function ask(url: string): Promise<string> {
  const agent = new Agent();
  const [answer] = await once(get(url, { agent, signal: AbortSignal.timeout(30_000) }), 'response');
  const body = await text(answer);
  agent.destroy();
  return body;
}

test('whichever worker is asked tells the numbers of all of them', async () => {
  const serving = await serveZelos(['--workers', '2'], { cwd: folder.path });
  try {
    for (let times = 0; times < 12; times++) await ask(`${serving.adminUrl}/admin/identities`);
    for (let times = 0; times < 4; times++) {
      const body = await ask(`${serving.adminUrl}/metrics/prometheus`);
      expect(body).toMatch(/^http_response_time_seconds_count\{endpoint="\/admin\/identities",.*\} 12$/m);
    }
  } finally {
    expect(await serving.stop()).toBe(0);
  }
}, 120_000);
