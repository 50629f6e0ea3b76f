import type { FastifyRequest } from 'fastify';
import { ApiError } from '../../error/api-error.ts';
import type { Caller } from '../../session/session.ts';
import type { OwnSessionApi } from './dependencies.ts';

/** Who asks for sessions. @throws ApiError `session_cookie_missing` */
export async function signedIn(request: FastifyRequest, { sessions }: OwnSessionApi): Promise<Caller> {
  const caller = await sessions.find(request.headers);
  if (!caller) throw new ApiError('session_cookie_missing');
  return caller;
}
