import type { IncomingMessage } from 'node:http';
import { type FrontendApi, isResponseError, type Session } from '@ory/client-fetch';

/** A request for a page, and who makes it. */
export interface Visit {
  readonly api: FrontendApi;
  readonly zelosUrl: string;
  /** The address of the page, as the browser has it. */
  readonly url: URL;
  /** The cookies of the browser, to be passed on to Zelos: they say who it is. */
  readonly cookie: string;
  readonly session: Session | undefined;
  /** Where a click signs out; it holds a token, so that no other site can do it. */
  readonly logoutUrl: string | undefined;
}

/** The answer of Zelos; undefined where nobody is signed in, or a second factor is still to be shown. */
async function orNobody<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isResponseError(error) && [401, 403].includes(error.response.status)) return undefined;
    throw error;
  }
}

/** Finds out who makes a request. */
export async function visitOf(request: IncomingMessage, api: FrontendApi, zelosUrl: string): Promise<Visit> {
  const { cookie = '' } = request.headers;
  const [session, logout] = await Promise.all([
    orNobody(api.toSession({ cookie })),
    orNobody(api.createBrowserLogoutFlow({ cookie })),
  ]);
  const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
  return { api, zelosUrl, url, cookie, session, logoutUrl: logout?.logout_url };
}
