import { api, currentSession } from './api.js';
import { element } from './element.js';
import { go, show } from './navigate.js';

/** Who is signed in, and whether the address is confirmed. */
export async function homePage() {
  const session = await currentSession();
  const identity = session?.identity;
  if (!identity) {
    show('Welcome', [
      element('p', {}, 'Nobody is signed in.'),
      element(
        'p',
        { class: 'actions' },
        element('a', { href: '/registration', class: 'button' }, 'Create an account'),
        element('a', { href: '/login', class: 'button second' }, 'Sign in'),
      ),
    ]);
    return;
  }
  const { email, name } = identity.traits;
  const addresses = identity.verifiable_addresses ?? [];
  const facts = addresses.flatMap(({ value, verified }) => [
    element('dt', {}, 'Address'),
    element('dd', {}, `${value}, ${verified ? 'confirmed' : 'not confirmed'}`),
  ]);
  show(`Hello, ${name ?? email}`, [
    element('div', { class: 'sheet' }, element('dl', { class: 'facts' }, ...facts)),
    element(
      'p',
      { class: 'actions' },
      element('a', { href: '/settings', class: 'button' }, 'Your account'),
      addresses.some(({ verified }) => !verified)
        ? element('a', { href: '/verification', class: 'button second' }, 'Confirm your address')
        : undefined,
    ),
  ]);
}

/** Ends the session, then starts over. */
export async function signOut() {
  if (await currentSession()) {
    const { logout_token: token } = await api.createBrowserLogoutFlow();
    await api.updateLogoutFlow({ token });
  }
  go('/');
}

/** Errors that Zelos sends browsers to. @param {URL} url */
export async function errorPage(url) {
  const { error } = /** @type {{ error?: any }} */ (await api.getFlowError({ id: url.searchParams.get('id') ?? '' }));
  show('Something went wrong', [
    element('p', { class: 'message error', role: 'alert' }, error?.reason ?? error?.message ?? 'The server does not say why.'),
    element('p', {}, element('a', { href: '/' }, 'Start over')),
  ]);
}
