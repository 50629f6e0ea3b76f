import { ApiError } from '../error/api-error.ts';

/**
 * The error of a session that has to show another factor.
 * @param publicUrl base URL of the public API without a slash at the end
 * @param returnTo where the browser goes once it has
 */
export function aalRequired(publicUrl: string, returnTo?: string): ApiError {
  const url = new URL(`${publicUrl}/self-service/login/browser`);
  url.searchParams.set('aal', 'aal2');
  if (returnTo !== undefined) url.searchParams.set('return_to', returnTo);
  const redirect = { redirect_browser_to: url.href };
  return new ApiError('session_aal2_required', { details: redirect, beside: redirect });
}
