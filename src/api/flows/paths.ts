import type { HttpMethod } from '../../http/route.ts';
import type { FlowKind } from '../../store/flow-store.ts';

export const FLOW_KINDS: readonly FlowKind[] = ['login', 'registration', 'settings', 'recovery', 'verification'];

/** The paths of self-service, which only the public listener serves; the admin listener sends whoever asks there. */
export const SELF_SERVICE_PATHS: readonly { readonly path: string; readonly methods: readonly HttpMethod[] }[] = [
  ...FLOW_KINDS.flatMap((kind) => [
    { path: `/self-service/${kind}/browser`, methods: ['GET' as const] },
    { path: `/self-service/${kind}/api`, methods: ['GET' as const] },
    { path: `/self-service/${kind}/flows`, methods: ['GET' as const] },
    { path: `/self-service/${kind}`, methods: ['GET' as const, 'POST' as const] },
  ]),
  { path: '/self-service/logout/browser', methods: ['GET'] },
  { path: '/self-service/logout', methods: ['GET'] },
  { path: '/self-service/logout/api', methods: ['DELETE'] },
  { path: '/self-service/errors', methods: ['GET'] },
];
