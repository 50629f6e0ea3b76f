import { isResponseError, type Session } from '@ory/client-fetch';
import type { FlowKind } from './flows.ts';
import { forms } from './form.ts';
import { type Html, html } from './html.ts';
import type { Visit } from './visit.ts';

/** What a request is answered with: a page, or another address to go to. */
export type Answer = { readonly title: string; readonly content: Html; readonly status?: number } | { readonly to: string };

/** Who is signed in, and whether the address is confirmed. */
export function homePage({ session }: Visit): Answer {
  const identity = session?.identity;
  if (!identity) {
    const content = html`<p>Nobody is signed in.</p>
  <p class="actions">
    <a class="button" href="/registration">Create an account</a>
    <a class="button second" href="/login">Sign in</a>
  </p>`;
    return { title: 'Welcome', content };
  }
  const addresses = identity.verifiable_addresses ?? [];
  const content = html`<div class="sheet">
    <dl class="facts">
      ${addresses.map(({ value, verified }) => html`<dt>Address</dt><dd>${value}, ${verified ? 'confirmed' : 'not confirmed'}</dd>`)}
    </dl>
  </div>
  <p class="actions">
    <a class="button" href="/settings">Your account</a>
    ${addresses.some(({ verified }) => !verified) && html`<a class="button second" href="/verification">Confirm your address</a>`}
  </p>`;
  return { title: `Hello, ${nameOf(identity)}`, content };
}

const nameOf = ({ traits }: NonNullable<Session['identity']>): string => traits.name ?? traits.email;

/** Where Zelos begins a flow for a browser, and sends it back here. */
function beginning(name: string, query: Readonly<Record<string, string | null>>, zelosUrl: string): Answer {
  const url = new URL(`/self-service/${name}/browser`, zelosUrl);
  for (const [key, value] of Object.entries(query)) if (value !== null) url.searchParams.set(key, value);
  return { to: url.href };
}

/** The page of a flow; without one, the browser goes to Zelos first. */
export async function flowPage(name: string, kind: FlowKind, { api, url, cookie, session, zelosUrl }: Visit): Promise<Answer> {
  // Signing in leads back to the account. Zelos sends nobody to an address that `allowed_return_urls` does not have.
  if (name === 'settings' && !session) return beginning('login', { return_to: new URL('/settings', url).href }, zelosUrl);
  const { searchParams: query } = url;
  const begin = beginning(name, { return_to: query.get('return_to'), refresh: query.get('refresh') }, zelosUrl);
  const id = query.get('flow');
  if (id === null) return begin;
  try {
    const { ui, refresh } = await kind.fetch(api, { id, cookie });
    const links = (refresh ? [] : kind.elsewhere).map(([to, text]) => html`<p class="elsewhere"><a href="${to}">${text}</a></p>`);
    return { title: kind.title, content: html`${forms(ui, name === 'settings')}${links}` };
  } catch (error) {
    // Too old, unknown, begun in another browser or for somebody else: a new one.
    if (isResponseError(error) && [401, 403, 404, 410].includes(error.response.status)) return begin;
    throw error;
  }
}

/** Errors that Zelos sends browsers to. */
export async function errorPage({ api, url }: Visit): Promise<Answer> {
  const { error } = await api.getFlowError({ id: url.searchParams.get('id') ?? '' });
  const { reason, message } = (error ?? {}) as { readonly reason?: string; readonly message?: string };
  return failure(reason ?? message ?? 'The server does not say why.', 200);
}

/** A page that says what went wrong. */
export const failure = (text: string, status: number): Answer => ({
  title: 'Something went wrong',
  status,
  content: html`<p class="message error" role="alert">${text}</p>
  <p><a href="/">Start over</a></p>`,
});
