import type { LoadedConfig } from '../config/load-config.ts';
import type { createListeners } from './create-listeners.ts';
import { listen } from './listen.ts';

/** The two listeners of a server. */
export type Listeners = ReturnType<typeof createListeners>;

/**
 * Starts both listeners, or none.
 * @param shared whether other processes listen on the same addresses
 * @returns where they are reached: the public one, the admin one
 */
export async function listenBoth(
  listeners: Listeners,
  { config, values: { serve } }: LoadedConfig,
  shared: boolean,
): Promise<[string, string]> {
  const settingsOf = (name: 'public' | 'admin') => ({
    key: `serve.${name}`,
    ...config[name],
    socket: serve[name].socket,
    shared,
    secure: config[name].tls !== undefined,
  });
  const started = await Promise.allSettled([
    listen(listeners.public.app, settingsOf('public')),
    listen(listeners.admin.app, settingsOf('admin')),
  ]);
  const [open, admin] = started;
  if (open.status === 'fulfilled' && admin.status === 'fulfilled') return [open.value, admin.value];
  await closeBoth(listeners, 0);
  throw started.find((one) => one.status === 'rejected')?.reason;
}

/** Ends both, once whatever was asked is answered. */
export async function closeBoth(listeners: Listeners, idleMs: number): Promise<void> {
  await Promise.all([listeners.public.close(idleMs), listeners.admin.close(idleMs)]);
}
