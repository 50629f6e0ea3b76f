import type { Server } from 'node:http';
import { seldom } from './seldom.ts';

/** How often the idle connections may be ended, and the log be told, in milliseconds. */
const PAUSE_MS = 1000;
const LOG_PAUSE_MS = 10_000;

/**
 * Bounds the connections of a server. One more is ended at once, and with it all that are open between two requests: a client that holds
 * connections without using them takes nobody's place for long.
 * @param tell told now and then that there were too many
 */
export function boundConnections(server: Server, most: number, tell: () => void): void {
  server.maxConnections = most;
  const makeRoom = seldom(PAUSE_MS, () => server.closeIdleConnections());
  const tellSeldom = seldom(LOG_PAUSE_MS, tell);
  server.on('drop', () => {
    makeRoom();
    tellSeldom();
  });
}
