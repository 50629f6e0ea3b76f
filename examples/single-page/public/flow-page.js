import { handleContinueWith, handleFlowError, isResponseError, toBody } from '@ory/client-fetch';
import { element } from './element.js';
import { FLOWS } from './flows.js';
import { formsOf } from './form.js';
import { go, show } from './navigate.js';

/** @typedef {import('./flows.js').Flow} Flow */

/** Where to go when a call was refused because of who is signed in; undefined: it is another error. @param {unknown} error */
async function insteadOf(error) {
  if (!isResponseError(error)) return undefined;
  const { error: reason, redirect_browser_to } = /** @type {any} */ (await toBody(error.response));
  if (reason?.id === 'session_already_available') return '/';
  if (reason?.id === 'session_inactive') return `/login?${new URLSearchParams({ return_to: location.href })}`;
  return redirect_browser_to;
}

/**
 * The page of a flow: fetches the one that the address names, or begins one, and draws it.
 *
 * @param {string} kind @param {URL} url
 */
export async function flowPage(kind, url) {
  const id = url.searchParams.get('flow');
  const restart = (/** @type {string | undefined} */ other) =>
    go(other ? `/${kind}?flow=${other}` : `/${kind}`, { replace: true });
  const flowKind = FLOWS[kind];
  if (!flowKind) throw new TypeError(`no such flow: ${kind}`);
  try {
    if (id !== null) return draw(kind, await flowKind.fetch(id));
    const flow = await flowKind.begin({
      returnTo: url.searchParams.get('return_to') ?? undefined,
      refresh: url.searchParams.has('refresh') || undefined,
    });
    // A reload finds the same flow again.
    history.replaceState(null, '', `/${kind}?flow=${flow.id}`);
    return draw(kind, flow);
  } catch (error) {
    const instead = await insteadOf(error);
    if (instead) return go(instead, { replace: true });
    if (id === null) throw error;
    await handleFlowError({ onRestartFlow: restart, onRedirect: (to) => go(to), onValidationError: () => restart(undefined) })(
      error,
    );
  }
}

/** @param {string} kind @param {Flow} flow */
function draw(kind, flow) {
  const { title, elsewhere = [], submit } = /** @type {import('./flows.js').FlowKind} */ (FLOWS[kind]);

  /** @param {object} body */
  async function send(body) {
    try {
      await proceed(kind, flow, await submit(flow.id, body));
    } catch (error) {
      const instead = await insteadOf(error);
      if (instead) return go(instead);
      await handleFlowError({
        // The same flow again, with what is wrong with it.
        onValidationError: (/** @type {Flow} */ told) => draw(kind, told),
        onRestartFlow: (other) => go(other ? `/${kind}?flow=${other}` : `/${kind}`),
        onRedirect: (to) => go(to),
      })(error);
    }
  }

  // Somebody who only confirms that it is still them needs no other way in.
  const others = 'refresh' in flow && flow.refresh ? [] : elsewhere;
  const links = others.map(([href, text]) => element('p', { class: 'elsewhere' }, element('a', { href }, text)));
  show(title, [...formsOf(flow.ui, { submit: send, byGroup: kind === 'settings' }), ...links]);
}

/** After a submission that was taken. @param {string} kind @param {Flow} flow @param {any} result */
async function proceed(kind, flow, result) {
  // The API says where to go on: a code to confirm an address with, a new password after a recovery …
  if (handleContinueWith(result.continue_with, { onRedirect: (to) => go(to) })) return;
  // Or it is the flow, one step on.
  if ('ui' in result) return draw(kind, result);
  // Or somebody is signed in.
  return go(flow.return_to ?? '/');
}
