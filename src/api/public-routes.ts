import { redirectRoutes } from '../http/redirect.ts';
import type { Route } from '../http/route.ts';
import type { SchemaRegistry } from '../schema/schema-registry.ts';
import { type SelfServiceApi, selfServiceRoutes } from './flows/routes.ts';
import { healthRoutes, type MetadataApi } from './metadata/routes.ts';
import type { OwnSessionApi } from './own-sessions/dependencies.ts';
import { ownSessionRoutes } from './own-sessions/routes.ts';
import { schemaRoutes } from './schemas/routes.ts';

export interface PublicApi {
  readonly schemas: SchemaRegistry;
  readonly metadata: MetadataApi;
  readonly sessions: OwnSessionApi;
  readonly selfService: SelfServiceApi;
  /** Base URL of the admin API without a slash at the end. */
  readonly adminUrl: string;
}

const IDENTITY_PATHS = [
  { path: '/identities', methods: ['GET', 'POST'] },
  { path: '/identities/by/external/{externalID}', methods: ['GET'] },
  { path: '/identities/{id}', methods: ['GET', 'PUT', 'PATCH', 'DELETE'] },
  { path: '/identities/{id}/credentials/{type}', methods: ['DELETE'] },
] as const;

/** Everything that the public listener answers. */
export function publicRoutes({ schemas, metadata, sessions, selfService, adminUrl }: PublicApi): Route[] {
  return [
    ...healthRoutes(metadata, ''),
    ...schemaRoutes(schemas),
    ...ownSessionRoutes(sessions),
    ...selfServiceRoutes(selfService),
    ...redirectRoutes(adminUrl, '/admin', [
      ...IDENTITY_PATHS,
      ...IDENTITY_PATHS.map(({ path, methods }) => ({ path: `/admin${path}`, methods })),
      { path: '/admin/courier/messages', methods: ['GET'] },
      { path: '/admin/courier/messages/{id}', methods: ['GET'] },
      { path: '/identities/{id}/sessions', methods: ['DELETE'] },
      { path: '/recovery/code', methods: ['POST'] },
      { path: '/recovery/link', methods: ['POST'] },
    ]),
  ];
}
