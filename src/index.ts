export { createZelos, type Zelos, type ZelosOptions } from './server/create-zelos.ts';
export type { Log } from './server/log.ts';
