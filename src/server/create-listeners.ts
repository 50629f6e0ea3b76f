import { adminRoutes } from '../api/admin-routes.ts';
import { versionRoutes } from '../api/metadata/routes.ts';
import { openApiDocument } from '../api/openapi/document.ts';
import { openApiRoute } from '../api/openapi/routes.ts';
import { publicRoutes } from '../api/public-routes.ts';
import { createListener, type ListenerOptions, type Observe } from '../http/listener.ts';
import { pathOf } from '../http/request.ts';
import { adminPath } from './admin-path.ts';
import type { createParts } from './create-parts.ts';

/** How long a client may take: the headers, the whole request, and between two requests. */
const PUBLIC_TIMEOUTS = { headersMs: 5_000, requestMs: 15_000, keepAliveMs: 120_000 };
const ADMIN_TIMEOUTS = { headersMs: 5_000, requestMs: 30_000, keepAliveMs: 600_000 };

/** The two listeners, with every route, each within the limits. They do not listen yet. */
export function createListeners(
  { adminApi, publicApi, authoriser, csrfGuard }: ReturnType<typeof createParts>,
  {
    limits,
    clock,
    log,
    observe,
    requestId,
  }: Pick<ListenerOptions, 'limits' | 'clock' | 'log' | 'requestId'> & {
    readonly observe: (listener: 'public' | 'admin') => Observe;
  },
) {
  const admin = adminRoutes(adminApi);
  const open = publicRoutes(publicApi);
  const document = () => openApiDocument([...open, ...admin, versionRoutes(adminApi.metadata).described], adminApi.metadata);
  return {
    public: createListener({
      routes: [...open, openApiRoute(document, '')],
      prepare(request, reply) {
        if (!pathOf(request).startsWith('/health/')) reply.header('vary', 'Cookie');
        csrfGuard.prepare(request, reply);
      },
      checkUnknown: csrfGuard.check,
      timeouts: PUBLIC_TIMEOUTS,
      limits,
      clock,
      log,
      observe: observe('public'),
      requestId,
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
      requestId,
    }),
  };
}
