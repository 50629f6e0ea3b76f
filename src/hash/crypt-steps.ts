import type { CryptJob, CryptSteps } from './crypt-job.ts';
import { md5CryptSteps } from './md5-crypt-steps.ts';
import { shaCryptSteps } from './sha-crypt-steps.ts';

/** The computation of a job, not yet begun. */
export function cryptSteps(job: CryptJob): CryptSteps {
  return job.algorithm === 'md5' ? md5CryptSteps(job) : shaCryptSteps(job);
}
