import { adminRoutes } from '../api/admin-routes.ts';
import { versionRoutes } from '../api/metadata/routes.ts';
import { openApiDocument } from '../api/openapi/document.ts';
import { openApiRoute } from '../api/openapi/routes.ts';
import { publicRoutes } from '../api/public-routes.ts';
import { createListener, type ListenerOptions, type Observe, type Service } from '../http/listener.ts';
import { pathOf } from '../http/request.ts';
import { adminPath } from './admin-path.ts';
import type { createParts } from './create-parts.ts';

/** How long a client may take: the headers, the whole request, and between two requests. */
const PUBLIC_TIMEOUTS = { headersMs: 5_000, requestMs: 15_000, keepAliveMs: 120_000 };
const ADMIN_TIMEOUTS = { headersMs: 5_000, requestMs: 30_000, keepAliveMs: 600_000 };

type Parts = ReturnType<typeof createParts>;

/** The two listeners, with every route, each within the limits. They do not listen yet. */
export function createListeners(
  parts: Parts,
  {
    observe,
    ...options
  }: Pick<ListenerOptions, 'limits' | 'clock' | 'log' | 'requestId'> & {
    readonly observe: (listener: 'public' | 'admin') => Observe;
  },
) {
  const services = servicesOf(parts);
  return {
    public: createListener({ ...services.public, ...options, timeouts: PUBLIC_TIMEOUTS, observe: observe('public') }),
    admin: createListener({
      ...services.admin,
      ...options,
      rewritePath: adminPath,
      timeouts: ADMIN_TIMEOUTS,
      observe: observe('admin'),
    }),
  };
}

/** What each listener does with requests. */
export function servicesOf({ adminApi, publicApi, authoriser, csrfGuard }: Parts): Readonly<Record<'public' | 'admin', Service>> {
  const admin = adminRoutes(adminApi);
  const open = publicRoutes(publicApi);
  const document = () => openApiDocument([...open, ...admin, versionRoutes(adminApi.metadata).described], adminApi.metadata);
  return {
    public: {
      routes: [...open, openApiRoute(document, '')],
      prepare(request, reply) {
        if (!pathOf(request).startsWith('/health/')) reply.header('vary', 'Cookie');
        csrfGuard.prepare(request, reply);
      },
      checkUnknown: csrfGuard.check,
    },
    admin: {
      routes: [...admin, openApiRoute(document, '/admin')],
      authorise: (request, scope) => authoriser.check(request.headers.authorization, scope),
    },
  };
}
