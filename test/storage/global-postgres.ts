import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type PostgresServer, startPostgres } from './start-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Socket at which a test file asks for the server of this run. */
    postgresDesk: string;
  }
}

/**
 * Global setup: one server for all test files of a run. It is started when the first of them asks for it, so that a run
 * without storage tests does not wait for it.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let server: Promise<PostgresServer> | undefined;
  const folder = mkdtempSync(join(tmpdir(), 'zelos-desk-'));
  const desk = createServer(async (socket) => {
    socket.on('error', () => {});
    try {
      server ??= startPostgres({ fsync: false });
      socket.end((await server).url);
    } catch (error) {
      socket.end(`error ${error}`);
    }
  });
  const path = join(folder, 'desk');
  await new Promise<void>((resolve) => desk.listen(path, resolve));
  project.provide('postgresDesk', path);
  return async () => {
    desk.close();
    rmSync(folder, { recursive: true, force: true });
    const started = await server?.catch(() => undefined);
    await started?.stop();
  };
}
