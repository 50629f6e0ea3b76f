import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
  ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type Socket, Server as SocketServer } from 'node:net';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { boundConnections } from './bound-connections.ts';
import type { Observed, Observer } from './observed.ts';
import type { TlsSource } from './tls-source.ts';

export interface HttpServersOptions {
  /** Bytes of all headers of a request. */
  readonly maxHeaderSize: number;
  /** How long a client may take: the headers, the whole request, and between two requests. */
  readonly timeouts: { readonly headersMs: number; readonly requestMs: number; readonly keepAliveMs: number };
  /** Of each server; one more is ended at once. */
  readonly maxConnections: number;
  /** Told now and then that there were too many. */
  readonly onTooMany: () => void;
  /** Told of each that was accepted. */
  readonly onConnection: () => void;
  /** Told of answers whose route is not known; nobody unless given. */
  readonly observe?: Observer | undefined;
  /** What they speak TLS with; plain HTTP unless given. */
  readonly tls?: TlsSource | undefined;
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
  /** Connections that are open, for metrics. */
  connections(): number;
}

/** The answers of these servers: whoever finds the route says who is told of the end. */
export interface WatchedAnswer {
  observer: Observer | undefined;
}

type Headers = Parameters<ServerResponse['writeHead']>[1];

/** Within a turn of the event loop that took longer, more connections than one may have come that nobody knows of. */
const QUICK_MS = 1;
/** Where one turn is never quick, or somebody always comes, it is ended all the same. */
const MOST_ACCEPTING_MS = 1000;
const FLUSH_MS = 20;

/** Stops to listen. The method of HTTP servers would also close idle connections, and forget the timeouts of the others. */
function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => SocketServer.prototype.close.call(server, () => resolve()));
}

export function createHttpServers({
  maxHeaderSize,
  timeouts,
  maxConnections,
  onTooMany,
  onConnection,
  observe,
  tls,
}: HttpServersOptions): HttpServers {
  const servers: Server[] = [];
  const connections = new Set<Socket>();
  const secured = new Set<Socket>();
  let accepted = 0;
  let isDraining = false;
  /** What waits for the last connections to be accepted. */
  let held: (() => void)[] | undefined;

  class Answer extends ServerResponse<IncomingMessage> implements Observed, WatchedAnswer {
    observer = observe;
    bodyBytes = 0;
    readonly #began = performance.now();

    get seconds(): number {
      return (performance.now() - this.#began) / 1000;
    }

    override writeHead(status: number, message?: string, headers?: Headers): this;
    override writeHead(status: number, headers?: Headers): this;
    override writeHead(...args: [number, ...never[]]): this {
      if (isDraining) this.setHeader('connection', 'close');
      return super.writeHead(...args);
    }

    override end(...args: unknown[]): this {
      if (this.observer && !this.writableEnded) {
        const [body] = args;
        if (typeof body === 'string') this.bodyBytes = Buffer.byteLength(body);
        else if (body instanceof Uint8Array) this.bodyBytes = body.length;
        this.observer(this);
      }
      return super.end(...(args as []));
    }
  }

  /**
   * Takes in what the system holds complete, and would reset: it hands out one connection in each turn. Requests wait meanwhile. It makes
   * turns short, and nobody who has an answer comes back before the end.
   */
  async function acceptWaiting(): Promise<void> {
    const end = performance.now() + MOST_ACCEPTING_MS;
    await nextTurn();
    for (let isQuiet = false; !isQuiet; ) {
      const before = accepted;
      const begun = performance.now();
      await nextTurn();
      const now = performance.now();
      isQuiet = (accepted === before && now - begun < QUICK_MS) || now > end;
    }
  }

  /** A connection counts as idle from the moment when its answer is handed over, which a slow client has not read by then. */
  async function flush(): Promise<void> {
    while ([...connections, ...secured].some(({ writableLength }) => writableLength > 0)) await pause(FLUSH_MS);
  }

  function closeIdle(): void {
    for (const server of servers) server.closeIdleConnections();
    // What was read of encrypted ones is not known here: those end with the timeout of the headers.
    if (tls) return;
    // To the server a connection is at work until its first request is complete.
    for (const socket of connections) if (socket.bytesRead === 0) socket.destroy();
  }

  /** The certificate is that of new connections; those that there are keep theirs. */
  function secureServer(source: TlsSource, settings: ServerOptions, take: RequestListener): Server {
    const server = createTlsServer(
      { ...settings, ...source.pair, minVersion: 'TLSv1.2', ALPNProtocols: ['http/1.1'], handshakeTimeout: timeouts.headersMs },
      take,
    );
    server.once(
      'close',
      source.watch((pair) => server.setSecureContext({ ...pair, minVersion: 'TLSv1.2' })),
    );
    // As the types of Node have it, a server of HTTPS is none of HTTP.
    return server as unknown as Server;
  }

  return {
    create(handler) {
      const settings = {
        maxHeaderSize,
        headersTimeout: timeouts.headersMs,
        requestTimeout: timeouts.requestMs,
        keepAliveTimeout: timeouts.keepAliveMs,
        connectionsCheckingInterval: TIMEOUT_CHECK_MS,
        // The overloads of `writeHead` hide from the compiler that it is one.
        ServerResponse: Answer as unknown as typeof ServerResponse,
      };
      const take: RequestListener = (request, answer) => {
        if (held) held.push(() => handler(request, answer));
        else handler(request, answer);
      };
      const server = tls ? secureServer(tls, settings, take) : createServer(settings, take);
      server.setTimeout(SILENCE_MS);
      boundConnections(server, maxConnections, onTooMany);
      server.on('connection', (socket) => {
        accepted++;
        onConnection();
        connections.add(socket);
        socket.once('close', () => connections.delete(socket));
      });
      // The same connection once more: what is not read yet waits here.
      if (tls) {
        server.on('secureConnection', (socket: Socket) => {
          secured.add(socket);
          socket.once('close', () => secured.delete(socket));
        });
      }
      servers.push(server);
      return server;
    },

    async drain(idleMs) {
      const waiting: (() => void)[] = [];
      held = waiting;
      await acceptWaiting();
      const ended = Promise.all(servers.map(stopListening));
      held = undefined;
      isDraining = true;
      for (const handle of waiting) handle();
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

    connections: () => connections.size,
  };
}
