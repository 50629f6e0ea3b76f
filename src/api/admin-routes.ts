import { redirectRoutes } from '../http/redirect.ts';
import type { Route } from '../http/route.ts';
import type { CourierApi } from './courier/dependencies.ts';
import { courierRoutes } from './courier/routes.ts';
import { SELF_SERVICE_PATHS } from './flows/paths.ts';
import type { IdentityApi } from './identities/dependencies.ts';
import { identityRoutes } from './identities/routes.ts';
import { configurationRoute, healthRoutes, type MetadataApi, metricsRoute, versionRoutes } from './metadata/routes.ts';
import { type RecoveryApi, recoveryRoutes } from './recovery/routes.ts';
import type { SessionApi } from './sessions/dependencies.ts';
import { sessionRoutes } from './sessions/routes.ts';

export interface AdminApi {
  readonly identities: IdentityApi;
  readonly sessions: SessionApi;
  readonly recovery: RecoveryApi;
  readonly courier: CourierApi;
  readonly metadata: MetadataApi;
  /** Base URL of the public API without a slash at the end. */
  readonly publicUrl: string;
}

/** Everything that the admin listener answers; its paths begin with `/admin`. */
export function adminRoutes({ identities, sessions, recovery, courier, metadata, publicUrl }: AdminApi): Route[] {
  return [
    ...healthRoutes(metadata, '/admin'),
    configurationRoute(metadata),
    versionRoutes(metadata).served,
    metricsRoute(metadata, '/admin/metrics/prometheus'),
    ...identityRoutes(identities),
    ...sessionRoutes(sessions),
    ...recoveryRoutes(recovery),
    ...courierRoutes(courier),
    ...redirectRoutes(publicUrl, '', [
      { path: '/admin/schemas', methods: ['GET'] },
      { path: '/admin/schemas/{id}', methods: ['GET'] },
      { path: '/admin/sessions', methods: ['DELETE'] },
      { path: '/admin/sessions/whoami', methods: ['GET'] },
      ...SELF_SERVICE_PATHS.map(({ path, methods }) => ({ path: `/admin${path}`, methods })),
    ]),
  ];
}
