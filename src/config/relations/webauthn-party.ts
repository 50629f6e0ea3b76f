import type { Finding } from '../check-keys.ts';
import type { Values } from '../keys/root.ts';

/** Security keys need the section that names the relying party, and that one has either `origin` or `origins`. */
export function* webauthnParty({ selfservice }: Values): Generator<Finding> {
  const { enabled, config } = selfservice.methods.webauthn;
  const path = ['selfservice', 'methods', 'webauthn', 'config'];
  if (enabled && config === undefined) {
    yield {
      path,
      expected: 'an object, since webauthn is enabled',
      found: null,
      hint: 'Set rp.id, rp.display_name and rp.origins in it.',
    };
  }
  if (config?.rp?.origin === undefined || config.rp.origins === undefined) return;
  yield {
    path: [...path, 'rp', 'origin'],
    expected: 'no origin beside origins',
    hint: 'Put the origin into the list origins and remove this key.',
  };
}
