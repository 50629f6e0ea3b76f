import { element } from './element.js';

const page = /** @type {HTMLElement} */ (document.getElementById('page'));

/** Goes to an address: a page of this app without loading it anew, any other as a link would. @param {string} to @param {{ replace?: boolean }} [options] */
export function go(to, { replace = false } = {}) {
  const url = new URL(to, location.href);
  if (url.origin !== location.origin || url.pathname.startsWith('/self-service/')) return location.assign(url);
  history[replace ? 'replaceState' : 'pushState'](null, '', url);
  dispatchEvent(new Event('navigate-to-page'));
}

/** Draws a page. @param {string} title @param {readonly (Node | string)[]} content */
export function show(title, content) {
  document.title = title;
  const heading = element('h1', { tabindex: -1 }, title);
  page.replaceChildren(heading, ...content);
  // Where to read on: at what is wrong, else at the top. Screen readers follow the focus.
  const wrong = /** @type {HTMLElement | null} */ (page.querySelector('[aria-invalid="true"]'));
  (wrong ?? heading).focus();
}
