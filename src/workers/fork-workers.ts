import cluster from 'node:cluster';
import { fileURLToPath } from 'node:url';
import type { Report } from './messages.ts';
import type { WorkerProcess } from './worker-process.ts';

/**
 * Makes the function that starts workers of this process.
 * @param program what each of them runs
 */
export function forkWorkers<T>(program: URL): () => WorkerProcess<T> {
  // Round robin would carry each connection through this process, where it is lost when a worker dies or all of them end just then.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  // A configuration has maps in it, which JSON has not.
  cluster.setupPrimary({ exec: fileURLToPath(program), args: [], serialization: 'advanced' });
  return () => {
    const worker = cluster.fork();
    const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
      worker.once('exit', (code, signal) => resolve({ code, signal }));
      worker.on('error', () => {
        if (worker.process.pid === undefined) resolve({ code: null, signal: null });
      });
    });
    return {
      pid: worker.process.pid,
      tell(order) {
        if (worker.isConnected()) worker.process.send(order, () => {});
      },
      kill: () => worker.process.kill('SIGKILL'),
      onReport: (listener) => worker.on('message', (report: Report) => listener(report)),
      onEnd: (listener) => ended.then(listener),
    };
  };
}
