import { Configuration, FrontendApi, isResponseError } from '@ory/client-fetch';

/** The public API. It is on the same origin, so cookies go along by themselves. */
export const api = new FrontendApi(
  new Configuration({
    basePath: location.origin,
    credentials: 'same-origin',
    // Says that this is a script: answers are JSON, never redirects.
    headers: { accept: 'application/json' },
  }),
);

/** Who is signed in; undefined for nobody. */
export async function currentSession() {
  try {
    return await api.toSession();
  } catch (error) {
    // 403: signed in, but a second factor is still to be shown.
    if (isResponseError(error) && [401, 403].includes(error.response.status)) return undefined;
    throw error;
  }
}
