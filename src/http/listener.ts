import type { IncomingMessage, ServerResponse } from 'node:http';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { ApiError } from '../error/api-error.ts';
import type { ErrorCode } from '../error/catalogue.ts';
import type { Clock } from '../lib/clock.ts';
import { type Admission, type AdmissionLimits, createAdmission } from './admission.ts';
import { BODY_LIMIT, setContentTypeAside } from './body.ts';
import { answerClientError } from './client-error.ts';
import { asApiError, sendError } from './error-answer.ts';
import { createHttpServers, type WatchedAnswer } from './http-servers.ts';
import type { Observer } from './observed.ts';
import { pathOf } from './request.ts';
import type { RequestNames } from './request-id.ts';
import type { Route } from './route.ts';
import { seldom } from './seldom.ts';
import type { TlsSource } from './tls-source.ts';
import { createTurns } from './turns.ts';

/** Receives what no client may read. */
export interface HttpLog {
  error(details: object, message: string): void;
}

/** Makes who is told of the answers of a route, and of those to requests that there is no route for; undefined for nobody. */
export type Observe = (route: Pick<Route, 'method' | 'path'> | undefined) => Observer | undefined;

/** Does the work on a request, within something else. */
export type Around = <T>(route: string, request: IncomingMessage, response: ServerResponse, work: () => T) => T;

/** What a listener does with requests. */
export interface Service {
  readonly routes: readonly Route[];
  /** Runs before everything else, also where there is no route. @returns true when it has answered, and nothing else is to be done */
  readonly prepare?: (request: FastifyRequest, reply: FastifyReply) => boolean;
  /** Runs before the answer to a path or method that there is no route for. @throws ApiError instead of it */
  readonly checkUnknown?: (request: FastifyRequest) => void;
  /** Runs before every route that has a scope. @throws ApiError */
  readonly authorise?: (request: FastifyRequest, scope: string) => Promise<void> | void;
}

export interface ListenerOptions extends Service {
  /** Changes the path of a request before it is routed. */
  readonly rewritePath?: (path: string) => string;
  readonly timeouts: { readonly headersMs: number; readonly requestMs: number; readonly keepAliveMs: number };
  /** What it takes on at a time. */
  readonly limits: AdmissionLimits & {
    readonly maxConnections: number;
    /** Milliseconds that a request may wait for its work to begin. */
    readonly maxWaitMs: number;
  };
  readonly clock: Clock;
  readonly log: HttpLog;
  /** Goes around the work on a request of a route, apart from those that are always answered; nothing does unless given. */
  readonly around?: Around | undefined;
  /** What it speaks TLS with; plain HTTP unless given. */
  readonly tls?: TlsSource | undefined;
  /** Nobody is told unless given. */
  readonly observe?: Observe | undefined;
  /** Names requests in the log; no name unless given. */
  readonly names?: RequestNames | undefined;
}

/** What a listener has in hand, for metrics. */
export interface ListenerLoad extends ReturnType<Admission['load']> {
  readonly connections: number;
  /** Requests that were refused for load since it began. */
  readonly refused: number;
}

/** What answers at one address. */
export interface Listener {
  /** It does not listen yet: call its `listen`. */
  readonly app: FastifyInstance;
  /**
   * Does this with requests from now on; what a route has begun ends as it began.
   * @param service has the same routes, but for what they do
   */
  use(service: Service): void;
  /**
   * Ends it, once whatever was asked is answered.
   * @param idleMs how long a connection on which nothing comes is kept
   */
  close(idleMs: number): Promise<void>;
  load(): ListenerLoad;
}

/** What a route does now. */
interface Slot {
  handle: Route['handle'];
}

const nameOf = ({ method, path }: Route) => `${method} ${path}`;

/** What the framework keeps of a route for us. */
interface RouteConfig {
  readonly tooLarge?: ErrorCode;
  readonly always?: boolean;
  readonly observer?: Observer;
}

/** Refused for load, which is logged now and then instead of each time. */
const OVERLOAD: ReadonlySet<ErrorCode> = new Set(['overloaded', 'database_overloaded']);
const REFUSAL_PAUSE_MS = 10_000;
/** Made once: refusing has to cost little. */
const TOO_MUCH = new ApiError('overloaded', { retryAfter: 1 });

const HEADER_LIMIT = 256 * 1024;

const NO_CACHE = 'private, no-cache, no-store, must-revalidate';

const frameworkPath = (path: string) => path.replace(/\{(\w+)\}/g, ':$1');

/** Matches the paths of a route, for the answer to a known path with an unknown method. */
const pathPattern = (path: string) => new RegExp(`^${path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+')}$`);

function rewriter(rewritePath: (path: string) => string) {
  return ({ url = '/' }: IncomingMessage): string => {
    // One slash too many is forgiven: base URLs are often written with a slash at the end.
    const clean = url.startsWith('//') ? url.slice(1) : url;
    const query = clean.indexOf('?');
    return query < 0 ? rewritePath(clean) : rewritePath(clean.slice(0, query)) + clean.slice(query);
  };
}

/** A path that ends with a slash is another one than that of the route: the router takes it for an empty parameter. */
const lacksParameter = ({ params }: FastifyRequest) => Object.values(params as Record<string, string>).includes('');

/** What the route calls a body that is too large. */
const errorForTooLarge = ({ routeOptions: { config } }: FastifyRequest) => (config as RouteConfig | undefined)?.tooLarge;

const isAlwaysAnswered = ({ routeOptions: { config } }: FastifyRequest) => (config as RouteConfig | undefined)?.always === true;

const answerOf = ({ raw }: FastifyReply) => raw as unknown as WatchedAnswer;

const observerOf = ({ routeOptions: { config } }: FastifyRequest) => (config as RouteConfig | undefined)?.observer;

/** A body that is too large or was cut off, in the words of the operation. */
function framingError(request: FastifyRequest, error: unknown, tooLarge: ErrorCode = 'body_too_large'): ApiError | undefined {
  const { code, statusCode } = (error ?? {}) as { code?: unknown; statusCode?: unknown };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    const got = request.headers['content-length'];
    const details = {
      rule: 'maxBytes',
      expected: `at most ${BODY_LIMIT} bytes`,
      ...(got !== undefined && { got: `${got} bytes` }),
    };
    return new ApiError(tooLarge, { details });
  }
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) {
    return new ApiError('request_malformed', { params: { problem: error instanceof Error ? error.message : 'malformed' } });
  }
  return undefined;
}

/** One HTTP listener: routes, the error envelope, and the answers to paths and methods that there are none for. */
export function createListener({
  rewritePath = (path) => path,
  timeouts,
  limits,
  clock,
  log,
  observe,
  names,
  tls,
  around,
  ...first
}: ListenerOptions): Listener {
  let service: Service = first;
  const { routes } = first;
  const { maxConnections, maxWaitMs } = limits;
  const turns = createTurns(maxWaitMs, clock);
  const servers = createHttpServers({
    // A filter by 500 ids makes a request line of 20 kB.
    maxHeaderSize: HEADER_LIMIT,
    timeouts,
    maxConnections,
    onTooMany: () => log.error({ max_connections: maxConnections }, 'Overloaded: further connections are ended at once.'),
    onConnection: turns.hurry,
    observe: observe?.(undefined),
    tls,
  });
  const app = Fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    serverFactory: servers.create,
    rewriteUrl: rewriter(rewritePath),
    clientErrorHandler: answerClientError,
    routerOptions: {
      maxParamLength: HEADER_LIMIT,
      querystringParser: (text) => new URLSearchParams(text) as unknown as Record<string, unknown>,
    },
    frameworkErrors: (error, request, reply) => {
      const known = framingError(request as unknown as FastifyRequest, error) ?? asApiError(error);
      sendError(request as unknown as FastifyRequest, reply as unknown as FastifyReply, known);
    },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  const admission = createAdmission(limits, BODY_LIMIT);
  let refused = 0;
  const tellRefusal = seldom(REFUSAL_PAUSE_MS, (error: ApiError) =>
    log.error({ code: error.code, ...admission.load() }, 'Overloaded: requests are refused until there is less to do.'),
  );

  function refuse(request: FastifyRequest, reply: FastifyReply, error: ApiError): FastifyReply {
    if (OVERLOAD.has(error.code)) {
      refused++;
      tellRefusal(error);
    }
    if (observe) answerOf(reply).observer = observerOf(request) ?? answerOf(reply).observer;
    sendError(request, reply, error);
    admission.watch(reply.raw);
    return reply;
  }

  app.setErrorHandler((thrown, request, reply) => {
    const error = framingError(request, thrown, errorForTooLarge(request)) ?? asApiError(thrown);
    if (error.status >= 500 && !OVERLOAD.has(error.code))
      log.error(
        {
          err: error.cause ?? error,
          method: request.method,
          path: pathOf(request),
          ...names?.(request.raw),
        },
        error.reason ?? error.message,
      );
    return refuse(request, reply, error);
  });

  const known = routes.map(({ method, path }) => ({ method, pattern: pathPattern(path) }));
  app.setNotFoundHandler((request, reply) => {
    service.checkUnknown?.(request);
    const path = pathOf(request);
    const allowed = new Set(known.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method as string));
    if (allowed.has('GET')) allowed.add('HEAD');
    reply.header('content-type', 'text/plain; charset=utf-8');
    if (allowed.size === 0) return reply.code(404).send('404 page not found\n');
    return reply
      .code(405)
      .header('allow', [...allowed].sort().join(', '))
      .send('Method Not Allowed\n');
  });

  app.addHook('onRequest', (request, reply, done) => {
    const hasRoom = admission.hasRoom(request.raw, reply.raw);
    if (request.method === 'GET' || request.method === 'HEAD') reply.header('cache-control', NO_CACHE);
    else setContentTypeAside(request);
    // Also what is refused has to be readable for scripts of other origins.
    if (service.prepare?.(request, reply)) return;
    if (hasRoom || isAlwaysAnswered(request)) done();
    else refuse(request, reply, TOO_MUCH);
  });

  async function work(route: Slot, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    if (!admission.begin(reply.raw)) throw TOO_MUCH;
    try {
      const turn = turns.take();
      // Nothing has been done yet, and nothing need be for a client that has gone.
      if (turn && (!(await turn) || reply.raw.destroyed)) throw TOO_MUCH;
      return await route.handle(request, reply);
    } finally {
      admission.end(reply.raw);
      admission.watch(reply.raw);
    }
  }

  const slots = new Map(routes.map((route): [string, Slot] => [nameOf(route), { handle: route.handle }]));
  for (const route of routes) {
    const { scope, tooLarge, always } = route;
    const slot = slots.get(nameOf(route)) as Slot;
    const observer = observe?.(route);
    const config: RouteConfig = {
      ...(tooLarge !== undefined && { tooLarge }),
      ...(always !== undefined && { always }),
      ...(observer && { observer }),
    };
    const plain: Route['handle'] = always ? (request, reply) => slot.handle(request, reply) : work.bind(undefined, slot);
    const handle: Route['handle'] =
      around && !always ? (request, reply) => around(route.path, request.raw, reply.raw, () => plain(request, reply)) : plain;
    app.route({
      method: route.method,
      url: frameworkPath(route.path),
      config,
      ...(first.authorise &&
        scope !== undefined && { onRequest: async (request: FastifyRequest) => service.authorise?.(request, scope) }),
      handler(request, reply) {
        if (lacksParameter(request)) return reply.callNotFound();
        if (observer) answerOf(reply).observer = observer;
        return handle(request, reply);
      },
    });
  }
  return {
    app,
    use(next) {
      const handlers = new Map(next.routes.map((route) => [nameOf(route), route.handle]));
      for (const name of slots.keys()) if (!handlers.has(name)) throw new TypeError(`no route ${name} any more`);
      for (const [name, slot] of slots) slot.handle = handlers.get(name) ?? slot.handle;
      service = next;
    },
    async close(idleMs) {
      await servers.drain(idleMs);
      await app.close();
    },
    load: () => ({ ...admission.load(), connections: servers.connections(), refused }),
  };
}
