import { ApiError } from '../error/api-error.ts';

/**
 * Refuses flows that shall end in an OAuth2 server, which this server does not sign users in for yet.
 * @throws ApiError `login_challenge_empty`, `login_challenge_unusable`
 */
export function refuseChallenge(query: URLSearchParams): void {
  const challenge = query.get('login_challenge');
  if (challenge === '') throw new ApiError('login_challenge_empty');
  if (challenge !== null) throw new ApiError('login_challenge_unusable');
}
