import { stableSort } from '../../lib/stable-sort.ts';
import type { TraitField } from '../../schema/trait-field.ts';
import { identifierOf } from './container.ts';
import type { Group, Ui, UiNode } from './node.ts';
import { isBefore, valueText } from './value-text.ts';

interface NodeOrder {
  /** Groups that are not listed come first. */
  readonly groups: readonly Group[];
  /** A node counts as the first key that its identifier begins with; without one it comes last in its group. */
  readonly keys: readonly string[];
  /** Groups whose nodes are not ordered by their values. */
  readonly stable?: readonly Group[];
}

interface Ranked {
  readonly node: UiNode;
  readonly group: Group;
  readonly rank: number;
  readonly text: string;
}

/** The submit buttons of a group are below everything else in it. */
function rankOf(identifier: string, keys: readonly string[]): number {
  if (identifier === 'method') return Number.POSITIVE_INFINITY;
  const at = keys.findIndex((key) => identifier.startsWith(key));
  return at < 0 ? keys.length : at;
}

function sortedValue(node: UiNode): unknown {
  switch (node.type) {
    case 'input':
      return node.attributes.value;
    case 'text':
      return `${node.attributes.text.id} ${node.attributes.text.text}`;
    case 'a':
      return node.attributes.href;
    case 'img':
    case 'script':
      return node.attributes.src;
    case 'div':
      return '';
  }
}

/** The password belongs between the fields of the default group. */
const areMixed = (a: Group, b: Group) => a === b || (isMixing(a) && isMixing(b));
const isMixing = (group: Group) => group === 'default' || group === 'password';

/**
 * Sorts by group, then, among neighbours of one group, by key and value. The second pass compares only what is of one group (or
 * of `default` and `password`), so its outcome depends on the algorithm, which is why it must be this one.
 */
function sortNodes(ui: Ui, { groups, keys, stable = [] }: NodeOrder): void {
  const ranked = ui.nodes.map(
    (node): Ranked => ({
      node,
      group: node.group,
      rank: rankOf(identifierOf(node), keys),
      text: valueText(sortedValue(node)),
    }),
  );
  stableSort(ranked, (a, b) => groups.indexOf(a.group) < groups.indexOf(b.group));
  stableSort(ranked, (a, b) => {
    if (!areMixed(a.group, b.group)) return false;
    if (a.rank !== b.rank) return a.rank < b.rank;
    return !stable.includes(a.group) && isBefore(a.text, b.text);
  });
  ui.nodes = ranked.map(({ node }) => node);
}

const LOGIN: NodeOrder = {
  groups: ['oidc', 'default', 'webauthn', 'passkey', 'code', 'password', 'totp', 'lookup_secret'],
  keys: ['csrf_token', 'identifier', 'password'],
};

export function sortLoginNodes(ui: Ui): void {
  sortNodes(ui, LOGIN);
}

const REGISTRATION_GROUPS: readonly Group[] = [
  'oidc',
  'saml',
  'default',
  'webauthn',
  'passkey',
  'code',
  'password',
  'captcha',
  'profile',
];
const SECURITY_KEYS = ['webauthn_remove', 'webauthn_register_displayname', 'webauthn_register'];

/** The password comes after the first trait, which mostly is what one signs in with. */
export function sortRegistrationNodes(ui: Ui, fields: readonly TraitField[]): void {
  const [first, ...others] = fields.map(({ name }) => name);
  const traits = first === undefined ? ['password'] : [first, 'password', ...others];
  sortNodes(ui, { groups: REGISTRATION_GROUPS, keys: ['csrf_token', ...traits, ...SECURITY_KEYS] });
}

const SETTINGS_GROUPS: readonly Group[] = [
  'default',
  'profile',
  'password',
  'oidc',
  'lookup_secret',
  'webauthn',
  'passkey',
  'totp',
];
const SETTINGS_KEYS = [
  'lookup_secret_reveal',
  'lookup_secret_regenerate',
  'lookup_secret_codes',
  'lookup_secret_confirm',
  ...SECURITY_KEYS,
  'passkey_remove',
  'passkey_register',
  'totp_qr',
  'totp_secret_key',
  'totp_unlink',
  'totp_code',
];

export function sortSettingsNodes(ui: Ui, fields: readonly TraitField[]): void {
  const keys = [...fields.map(({ name }) => name), ...SETTINGS_KEYS];
  sortNodes(ui, { groups: SETTINGS_GROUPS, keys, stable: ['deviceauthn'] });
}
