import { createConnection } from 'node:net';

/**
 * Sends bytes over a connection of their own, says that there are no more, and reads until the server closes.
 * @returns everything that the server answered, as Latin-1
 * @throws DOMException when the server has not closed the connection after `timeoutMs`
 */
export async function rawExchange(url: string, bytes: Uint8Array, timeoutMs: number): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = createConnection({ host: hostname, port: Number(port), allowHalfOpen: true });
  let answer = '';
  socket.setEncoding('latin1');
  socket.on('data', (text) => {
    answer += text;
  });
  // A server that has seen enough may close while more is on its way.
  socket.on('error', () => {});
  socket.end(bytes);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const patience = AbortSignal.timeout(timeoutMs);
  const tooLate = new Promise((_, reject) => patience.addEventListener('abort', () => reject(patience.reason)));
  try {
    await Promise.race([closed, tooLate]);
  } finally {
    socket.destroy();
  }
  return answer;
}

/** The statuses of the answers in a stream of bytes. */
export function statusesIn(answer: string): number[] {
  return [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}
