import { createConnection } from 'node:net';
import { text } from 'node:stream/consumers';
import { inject } from 'vitest';
import type {} from './global-postgres.ts';

/** URL of the PostgreSQL of this test run, or of the server that TEST_POSTGRES_DSN names. */
export async function sharedPostgres(): Promise<string> {
  const named = process.env.TEST_POSTGRES_DSN;
  if (named !== undefined && named !== '') return named;
  const answer = await text(createConnection(inject('postgresDesk')));
  if (answer.startsWith('error ')) throw new Error(answer.slice(6));
  return answer;
}
