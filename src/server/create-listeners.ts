import { adminRoutes } from '../api/admin-routes.ts';
import { versionRoutes } from '../api/metadata/routes.ts';
import { openApiDocument } from '../api/openapi/document.ts';
import { openApiRoute } from '../api/openapi/routes.ts';
import { publicRoutes } from '../api/public-routes.ts';
import type { Config } from '../config/config.ts';
import { createListener, type ListenerOptions, type Observe, type Service } from '../http/listener.ts';
import { pathOf } from '../http/request.ts';
import type { TlsSource } from '../http/tls-source.ts';
import { adminPath } from './admin-path.ts';
import { createCrossOrigin } from './create-cross-origin.ts';
import type { createParts } from './create-parts.ts';
import type { Log } from './log.ts';

/** How long a client may take: the headers, the whole request, and between two requests. */
const PUBLIC_TIMEOUTS = { headersMs: 5_000, requestMs: 15_000, keepAliveMs: 120_000 };
const ADMIN_TIMEOUTS = { headersMs: 5_000, requestMs: 30_000, keepAliveMs: 600_000 };

type Parts = ReturnType<typeof createParts>;

/** The two listeners, with every route, each within the limits. They do not listen yet. */
export function createListeners(
  parts: Parts,
  {
    config,
    observe,
    tls,
    ...options
  }: Pick<ListenerOptions, 'limits' | 'clock' | 'names' | 'around'> & {
    readonly config: Config;
    readonly log: Log;
    readonly tls: Readonly<Record<'public' | 'admin', TlsSource | undefined>>;
    readonly observe: (listener: 'public' | 'admin') => Observe;
  },
) {
  const services = servicesOf(parts, { config, log: options.log });
  return {
    public: createListener({
      ...services.public,
      ...options,
      timeouts: PUBLIC_TIMEOUTS,
      observe: observe('public'),
      tls: tls.public,
    }),
    admin: createListener({
      ...services.admin,
      ...options,
      rewritePath: adminPath,
      timeouts: ADMIN_TIMEOUTS,
      observe: observe('admin'),
      tls: tls.admin,
    }),
  };
}

/** What each listener does with requests, as configured. */
export function servicesOf(
  { adminApi, publicApi, authoriser, csrfGuard }: Parts,
  { config, log }: { readonly config: Config; readonly log: Log },
): Readonly<Record<'public' | 'admin', Service>> {
  const admin = adminRoutes(adminApi);
  const open = publicRoutes(publicApi);
  const document = () => openApiDocument([...open, ...admin, versionRoutes(adminApi.metadata).described], adminApi.metadata);
  const crossOrigin = createCrossOrigin(config, log);
  return {
    public: {
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
    },
    admin: {
      routes: [...admin, openApiRoute(document, '/admin')],
      authorise: (request, scope) => authoriser.check(request.headers.authorization, scope),
    },
  };
}
