export { createZelos, type ZelosOptions } from './server/create-zelos.ts';
export type { Log } from './server/log.ts';
export type { CloseOptions, Zelos } from './server/start-zelos.ts';
