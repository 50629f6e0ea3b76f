import { adminRoutes } from '../api/admin-routes.ts';
import { versionRoutes } from '../api/metadata/routes.ts';
import { openApiDocument } from '../api/openapi/document.ts';
import { openApiRoute } from '../api/openapi/routes.ts';
import { publicRoutes } from '../api/public-routes.ts';
import type { Config } from '../config/config.ts';
import { createListener, type ListenerOptions, type Observe } from '../http/listener.ts';
import { pathOf } from '../http/request.ts';
import type { TlsSource } from '../http/tls-source.ts';
import { adminPath } from './admin-path.ts';
import { createCrossOrigin } from './create-cross-origin.ts';
import type { createParts } from './create-parts.ts';
import type { Log } from './log.ts';

/** How long a client may take: the headers, the whole request, and between two requests. */
const PUBLIC_TIMEOUTS = { headersMs: 5_000, requestMs: 15_000, keepAliveMs: 120_000 };
const ADMIN_TIMEOUTS = { headersMs: 5_000, requestMs: 30_000, keepAliveMs: 600_000 };

/** The two listeners, with every route, each within the limits. They do not listen yet. */
export function createListeners(
  { adminApi, publicApi, authoriser, csrfGuard }: ReturnType<typeof createParts>,
  {
    config,
    limits,
    clock,
    log,
    observe,
    requestId,
    tls,
    around,
  }: Pick<ListenerOptions, 'limits' | 'clock' | 'requestId' | 'around'> & {
    readonly config: Config;
    readonly log: Log;
    readonly tls: Readonly<Record<'public' | 'admin', TlsSource | undefined>>;
    readonly observe: (listener: 'public' | 'admin') => Observe;
  },
) {
  const admin = adminRoutes(adminApi);
  const open = publicRoutes(publicApi);
  const document = () => openApiDocument([...open, ...admin, versionRoutes(adminApi.metadata).described], adminApi.metadata);
  const crossOrigin = createCrossOrigin(config, log);
  return {
    public: createListener({
      routes: [...open, openApiRoute(document, '')],
      prepare(request, reply) {
        const cors = crossOrigin?.(request, reply);
        if (cors === 'answered') return true;
        const vary = [!pathOf(request).startsWith('/health/') && 'Cookie', cors].filter(Boolean).join(', ');
        if (vary !== '') reply.header('vary', vary);
        csrfGuard.prepare(request, reply);
        return false;
      },
      checkUnknown: csrfGuard.check,
      timeouts: PUBLIC_TIMEOUTS,
      limits,
      clock,
      log,
      observe: observe('public'),
      tls: tls.public,
      requestId,
      around,
    }),
    admin: createListener({
      routes: [...admin, openApiRoute(document, '/admin')],
      rewritePath: adminPath,
      authorise: (request, scope) => authoriser.check(request.headers.authorization, scope),
      timeouts: ADMIN_TIMEOUTS,
      limits,
      clock,
      log,
      observe: observe('admin'),
      tls: tls.admin,
      requestId,
      around,
    }),
  };
}
