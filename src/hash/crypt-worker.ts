import { parentPort, workerData } from 'node:worker_threads';
import { type CryptJob, finishCrypt } from './crypt-job.ts';
import { cryptSteps } from './crypt-steps.ts';

// The program of the thread that `runCrypt` starts: one job, one answer.
parentPort?.postMessage(finishCrypt(cryptSteps(workerData as CryptJob)));
