import { runWorker } from './cli/run-worker.ts';

await runWorker();
