import type { Socket } from 'node:net';
import { connectionFault } from './connection-fault.ts';

/** A connection as far as silence is concerned. */
export interface Watched {
  /** Absent while there is none. */
  socket: Socket | undefined;
  /** Statements that wait for their answers. */
  underWay: number;
  /** Transactions among them that may take as long as they like. */
  patient: number;
}

/** How often is looked, as a part of the time that silence may last, and at most: milliseconds. */
const LOOKS = 4;
const LONGEST_PAUSE_MS = 1000;

/**
 * Ends connections on which statements wait and nothing comes back for so long: a server that hangs, or is gone without a word. Looks at
 * counters of bytes now and then, so that statements themselves cost nothing.
 * @returns ends the watch
 */
export function watchSilence(connections: () => readonly Watched[], timeoutMs: number): () => void {
  if (timeoutMs === Number.POSITIVE_INFINITY) return () => {};
  const pause = Math.min(Math.ceil(timeoutMs / LOOKS), LONGEST_PAUSE_MS);
  /** Bytes that had been read when a connection was first found silent, and how often it has been since. */
  const silent = new Map<Watched, { readonly bytes: number; looks: number }>();

  function look(connection: Watched) {
    const { socket, underWay, patient } = connection;
    if (!socket || underWay === 0 || patient > 0) return silent.delete(connection);
    const before = silent.get(connection);
    if (before?.bytes !== socket.bytesRead) return silent.set(connection, { bytes: socket.bytesRead, looks: 0 });
    before.looks++;
    if (before.looks * pause < timeoutMs) return;
    silent.delete(connection);
    socket.destroy(connectionFault('SILENT', `the database did not answer for ${timeoutMs} ms`));
  }

  const timer = setInterval(() => {
    const now = connections();
    for (const connection of silent.keys()) if (!now.includes(connection)) silent.delete(connection);
    for (const connection of now) look(connection);
  }, pause).unref();
  return () => clearInterval(timer);
}
