export type { Reloaded } from './server/create-reloader.ts';
export { createZelos, type ReloadableZelos, type ZelosOptions } from './server/create-zelos.ts';
export type { Log } from './server/log.ts';
export type { CloseOptions, Zelos } from './server/start-zelos.ts';
