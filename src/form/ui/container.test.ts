import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addEntries,
  addFieldMessage,
  addMessage,
  findInput,
  findNode,
  identifierOf,
  removeNodes,
  resetMessages,
  upsertNodes,
} from './container.ts';
import { refused } from './messages/validation-messages.ts';
import type { Group, Ui } from './node.ts';
import { nodeNameOf } from './node-name.ts';
import { anchorNode, csrfNode, divNode, imageNode, inputNode, scriptNode, submitNode, textNode } from './nodes.ts';
import { parseUi, printUi } from './store-ui.ts';

const SAY = refused('no');
const form = (...nodes: Ui['nodes']): Ui => ({ action: '/', method: 'POST', nodes });
const names = (ui: Ui) => ui.nodes.map((node) => `${node.group}.${identifierOf(node)}`);

describe('a form', () => {
  it('replaces a node of the same name in its place, whatever its group', () => {
    const ui = form(csrfNode('a'), submitNode('password', 'method', 'password'), submitNode('code', 'method', 'code'));
    upsertNodes(ui, csrfNode('b'), submitNode('profile', 'method', 'profile'), submitNode('oidc', 'provider', 'x'));
    expect(names(ui)).toEqual(['default.csrf_token', 'profile.method', 'code.method', 'oidc.provider']);
    expect(findInput(ui, 'csrf_token')?.attributes.value).toBe('b');
  });

  it('loses nodes by name, by group, or by both', () => {
    const nodes = () =>
      form(csrfNode(''), submitNode('oidc', 'link', 'a'), submitNode('saml', 'link', 'b'), submitNode('oidc', 'unlink', 'c'));
    const left = (choice: Parameters<typeof removeNodes>[1]) => {
      const ui = nodes();
      removeNodes(ui, choice);
      return names(ui);
    };
    expect(left({ names: ['link', 'unlink'], groups: ['oidc'] })).toEqual(['default.csrf_token', 'saml.link']);
    expect(left({ names: ['link'] })).toEqual(['default.csrf_token', 'oidc.unlink']);
    expect(left({ groups: ['oidc', 'saml'] })).toEqual(['default.csrf_token']);
  });

  it('takes messages at fields, at new fields, and for itself', () => {
    const ui = form(csrfNode(''));
    addFieldMessage(ui, 'csrf_token', SAY);
    addEntries(ui, [{ field: 'traits.a', message: SAY }, { message: SAY }]);
    addMessage(ui, SAY);
    expect(ui.messages).toEqual([SAY, SAY]);
    expect(findNode(ui, 'csrf_token')?.messages).toEqual([SAY]);
    expect(ui.nodes[1]).toEqual({
      type: 'input',
      group: 'default',
      attributes: { name: 'traits.a', type: 'text', disabled: false, node_type: 'input' },
      messages: [SAY],
      meta: {},
    });
    resetMessages(ui);
    expect(ui).not.toHaveProperty('messages');
    expect(ui.nodes.flatMap(({ messages }) => messages)).toEqual([]);
  });

  it('is stored and read as it is', () => {
    const ui = form(
      csrfNode(''),
      textNode('totp', 'secret', SAY, SAY),
      imageNode('totp', { id: 'qr', src: 'data:', width: 1, height: 2 }),
      anchorNode('code', 'link', 'https://x', SAY),
      scriptNode('webauthn', { id: 's', src: '/s.js', integrity: 'sha512-x', nonce: 'n' }),
      divNode('captcha', 'd', { class: 'c', data: { a: 'b' } }),
    );
    expect(parseUi(printUi(ui))).toEqual(ui);
    for (const node of ui.nodes) expect(node.attributes.node_type).toBe(node.type);
  });

  it('has as many nodes after an upsert as it has names', () => {
    const node = fc
      .record({ name: fc.constantFrom('a', 'b', 'c', 'd'), group: fc.constantFrom<Group>('default', 'code'), value: fc.string() })
      .map(({ name, group, value }) => inputNode({ name, type: 'text', group, value }));
    fc.assert(
      fc.property(fc.array(node), (nodes) => {
        const ui = form();
        for (const next of nodes) {
          const before = ui.nodes.length;
          const isKnown = findNode(ui, identifierOf(next)) !== undefined;
          upsertNodes(ui, next);
          expect(ui.nodes.length).toBe(isKnown ? before : before + 1);
          expect(findNode(ui, identifierOf(next))).toBe(next);
        }
        expect(new Set(ui.nodes.map(identifierOf)).size).toBe(ui.nodes.length);
      }),
    );
  });
});

describe('the name of the node at a pointer', () => {
  it.each([
    ['', undefined],
    ['#', undefined],
    ['#/', undefined],
    ['#/foo/bar/baz', 'foo.bar.baz'],
    ['/traits/a~1b/0', 'traits.a/b.0'],
    ['nonsense', undefined],
  ])('%j is %j', (pointer, name) => {
    expect(nodeNameOf(pointer)).toBe(name);
  });
});
