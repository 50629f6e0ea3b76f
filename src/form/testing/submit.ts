import { decodeSubmission } from '../decode-submission.ts';
import type { Submission } from '../submission.ts';

const request = { method: 'POST', query: new URLSearchParams() };

/** Submissions as clients send them, for tests. */
export const submitBytes = (contentType: string, body: Uint8Array): Submission =>
  decodeSubmission({ ...request, contentType, body });
export const submitText = (contentType: string, body: string): Submission => submitBytes(contentType, Buffer.from(body));
export const submitJson = (body: unknown): Submission =>
  submitText('application/json', typeof body === 'string' ? body : JSON.stringify(body));
export const submitForm = (body: string | [string, string][]): Submission =>
  submitText('application/x-www-form-urlencoded', typeof body === 'string' ? body : new URLSearchParams(body).toString());

/** Parts without the file attribute are fields. */
export function submitMultipart(pairs: readonly (readonly [disposition: string, value: string])[]): Submission {
  const parts = pairs.map(([disposition, value]) => `--X\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${value}\r\n`);
  return submitText('multipart/form-data; boundary=X', `${parts.join('')}--X--\r\n`);
}
