import { createServer, type IncomingMessage, type RequestListener, type Server, ServerResponse } from 'node:http';
import { type Socket, Server as SocketServer } from 'node:net';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { boundConnections } from './bound-connections.ts';

export interface HttpServersOptions {
  /** Bytes of all headers of a request. */
  readonly maxHeaderSize: number;
  /** How long a client may take: the headers, the whole request, and between two requests. */
  readonly timeouts: { readonly headersMs: number; readonly requestMs: number; readonly keepAliveMs: number };
  /** Of each server; one more is ended at once. */
  readonly maxConnections: number;
  /** Told now and then that there were too many. */
  readonly onTooMany: () => void;
}

/** How often requests are looked for that take too long to arrive. */
const TIMEOUT_CHECK_MS = 1000;

/** No work on a request lasts so long without a byte that moves: whatever such a connection waits for, it ends. */
const SILENCE_MS = 15 * 60_000;

/** The servers of one listener; a host such as `localhost` stands for several addresses, each with a server of its own. */
export interface HttpServers {
  readonly create: (handler: RequestListener) => Server;
  /**
   * Ends all of them, and cuts nothing off: connections that wait to be accepted are, requests that were sent are answered, and each
   * answer says that it is the last one of its connection. Resolves when every connection has ended.
   * @param idleMs how long a connection on which nothing comes is kept, so that a client that believes in it may send one request more
   */
  drain(idleMs: number): Promise<void>;
}

type Headers = Parameters<ServerResponse['writeHead']>[1];

/** Under a storm of new connections the queue of those that wait never becomes empty. */
const MOST_TURNS = 1000;
const FLUSH_MS = 20;

/** Stops to listen. The method of HTTP servers would also close idle connections, and forget the timeouts of the others. */
function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => SocketServer.prototype.close.call(server, () => resolve()));
}

export function createHttpServers({ maxHeaderSize, timeouts, maxConnections, onTooMany }: HttpServersOptions): HttpServers {
  const servers: Server[] = [];
  const connections = new Set<Socket>();
  let accepted = 0;
  let isDraining = false;

  class Answer extends ServerResponse<IncomingMessage> {
    override writeHead(status: number, message?: string, headers?: Headers): this;
    override writeHead(status: number, headers?: Headers): this;
    override writeHead(...args: [number, ...never[]]): this {
      if (isDraining) this.setHeader('connection', 'close');
      return super.writeHead(...args);
    }
  }

  /** The system has these connections complete, and would reset them; one is accepted in each turn of the event loop. */
  async function acceptWaiting(): Promise<void> {
    for (let turns = 0, before = -1; accepted !== before && turns < MOST_TURNS; turns++) {
      before = accepted;
      await nextTurn();
    }
  }

  /** A connection counts as idle from the moment when its answer is handed over, which a slow client has not read by then. */
  async function flush(): Promise<void> {
    while ([...connections].some(({ writableLength }) => writableLength > 0)) await pause(FLUSH_MS);
  }

  function closeIdle(): void {
    for (const server of servers) server.closeIdleConnections();
    // To the server a connection is at work until its first request is complete.
    for (const socket of connections) if (socket.bytesRead === 0) socket.destroy();
  }

  return {
    create(handler) {
      const server = createServer(
        {
          maxHeaderSize,
          headersTimeout: timeouts.headersMs,
          requestTimeout: timeouts.requestMs,
          keepAliveTimeout: timeouts.keepAliveMs,
          connectionsCheckingInterval: TIMEOUT_CHECK_MS,
          ServerResponse: Answer,
        },
        handler,
      );
      server.setTimeout(SILENCE_MS);
      boundConnections(server, maxConnections, onTooMany);
      server.on('connection', (socket) => {
        accepted++;
        connections.add(socket);
        socket.once('close', () => connections.delete(socket));
      });
      servers.push(server);
      return server;
    },

    async drain(idleMs) {
      await acceptWaiting();
      const ended = Promise.all(servers.map(stopListening));
      // Not before: who is sent away would come back by a new connection, just as the last ones are accepted.
      isDraining = true;
      const over = new AbortController();
      const patience = pause(idleMs, undefined, { signal: over.signal }).catch(() => {});
      await Promise.race([ended, patience]);
      over.abort();
      // What has arrived by now is read.
      await nextTurn();
      await flush();
      closeIdle();
      await ended;
    },
  };
}
