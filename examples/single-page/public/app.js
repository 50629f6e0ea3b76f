// The pages of the app, and which one is shown.
import { currentSession } from './api.js';
import { element } from './element.js';
import { flowPage } from './flow-page.js';
import { FLOWS } from './flows.js';
import { go, show } from './navigate.js';
import { errorPage, homePage, signOut } from './pages.js';

/** @type {Readonly<Record<string, (url: URL) => unknown>>} */
const PAGES = {
  '/': homePage,
  '/error': errorPage,
  ...Object.fromEntries(Object.keys(FLOWS).map((kind) => [`/${kind}`, (/** @type {URL} */ url) => flowPage(kind, url)])),
};

/** @param {unknown} error */
function failed(error) {
  console.error(error);
  show('Something went wrong', [
    element('p', { class: 'message error', role: 'alert' }, 'That did not work. Please try again.'),
    element('p', {}, element('a', { href: '/' }, 'Start over')),
  ]);
}

async function drawNavigation() {
  const home = element('a', { href: '/', class: 'name' }, 'Example');
  const items = (await currentSession())
    ? [element('a', { href: '/settings' }, 'Your account'), signOutButton()]
    : [element('a', { href: '/registration' }, 'Create an account'), element('a', { href: '/login' }, 'Sign in')];
  document.getElementById('navigation')?.replaceChildren(home, ...items);
}

/** A button, no link: nobody is signed out because another site leads them here. */
function signOutButton() {
  const button = element('button', { type: 'button', class: 'plain' }, 'Sign out');
  button.addEventListener('click', signOut);
  return button;
}

async function open() {
  const url = new URL(location.href);
  const page = PAGES[url.pathname];
  try {
    if (page) await page(url);
    else show('There is no such page', [element('p', {}, element('a', { href: '/' }, 'Start over'))]);
    await drawNavigation();
  } catch (error) {
    failed(error);
  }
}

addEventListener('navigate-to-page', open);
addEventListener('popstate', open);
// A submission whose answer nobody expected.
addEventListener('unhandledrejection', ({ reason }) => failed(reason));
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(link.href);
});
open();
