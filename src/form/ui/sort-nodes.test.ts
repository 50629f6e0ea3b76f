import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonOf } from '../../json/json-text.ts';
import { createIdentitySchema } from '../../schema/identity-schema.ts';
import { SchemaDocuments } from '../../schema/schema-documents.ts';
import type { TraitField } from '../../schema/trait-field.ts';
import { identifierOf } from './container.ts';
import type { Group, Ui, UiNode } from './node.ts';
import { inputNode } from './nodes.ts';
import { sortLoginNodes, sortRegistrationNodes, sortSettingsNodes } from './sort-nodes.ts';

const CONFORMANCE = new URL('../../../test/conformance/', import.meta.url);
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, CONFORMANCE), 'utf8'));

function fieldsOf(path: string): readonly TraitField[] {
  const document = read(path);
  const documents = new SchemaDocuments();
  documents.add('file:///test.json', document);
  return createIdentitySchema({ id: 'test', url: '', document: jsonOf(document), documents, documentUrl: 'file:///test.json' })
    .fields;
}

interface Exchange {
  readonly request: { readonly method: string; readonly url: string };
  readonly response?: { readonly status: number; readonly body?: { readonly state?: string; readonly ui?: Ui } | null };
}

const isWrong = ({ messages = [], nodes }: Ui) =>
  [...messages, ...nodes.flatMap((node) => node.messages)].some(({ type }) => type === 'error');

/** The forms that the reference had just sorted: new ones, and those that tell what is wrong. */
function sortedForms(recording: unknown, flow: string): readonly Ui[] {
  const exchanges = Object.values(recording as Readonly<Record<string, readonly Exchange[]>>).flat();
  return exchanges.flatMap(({ request, response }) => {
    const ui = response?.body?.ui;
    if (!ui?.action?.includes(`/self-service/${flow}?`) || !Array.isArray(ui.nodes)) return [];
    // A code that is sent at once makes another form of it.
    const isNew =
      request.method === 'GET' &&
      response?.body?.state === 'choose_method' &&
      /\/self-service\/\w+\/(?:browser|api)/.test(request.url);
    return isNew || (request.method === 'POST' && response?.status === 400 && isWrong(ui)) ? [ui] : [];
  });
}

const summary = (nodes: readonly UiNode[]) =>
  nodes.map(
    (node) => `${node.group} ${identifierOf(node)} ${JSON.stringify(node.type === 'input' ? node.attributes.value : '')}`,
  );

const formWith = (nodes: UiNode[]): Ui => ({ action: '', method: 'POST', nodes });

/** The largest schema of which a form has all traits. */
function fieldsFor(form: Ui, schemas: readonly (readonly TraitField[])[]): readonly TraitField[] {
  const names = new Set(form.nodes.map(identifierOf));
  const fitting = schemas.filter((fields) => fields.every(({ name }) => names.has(name)));
  return fitting.toSorted((a, b) => b.length - a.length)[0] ?? [];
}

describe('the order of recorded forms', () => {
  it.each(['selfservice', 'hooks', 'passwordless', 'identifier-first', 'mfa', 'oidc', 'webauthn-passwordless', 'code-mfa'])(
    'of %s is kept',
    (profile) => {
      const recording = read(`recordings/${profile}.json`);
      const files = readdirSync(new URL(`profiles/${profile}/`, CONFORMANCE)).filter((name) => name.endsWith('.schema.json'));
      const schemas = files.map((file) => fieldsOf(`profiles/${profile}/${file}`));
      const sorters: Readonly<Record<string, (ui: Ui, fields: readonly TraitField[]) => void>> = {
        login: sortLoginNodes,
        registration: sortRegistrationNodes,
        settings: sortSettingsNodes,
      };
      let count = 0;
      for (const [flow, sort] of Object.entries(sorters)) {
        for (const form of sortedForms(recording, flow)) {
          const copy = formWith([...form.nodes]);
          sort(copy, fieldsFor(form, schemas));
          expect(summary(copy.nodes)).toEqual(summary(form.nodes));
          count++;
        }
      }
      expect(count).toBeGreaterThan(5);
    },
  );
});

describe('sorting', () => {
  const form = (...nodes: [group: Group, name: string, value?: unknown][]) =>
    formWith(nodes.map(([group, name, value]) => inputNode({ name, type: 'text', group, value })));
  const sorted = (ui: Ui, sort: (ui: Ui) => void) => {
    sort(ui);
    return ui.nodes.map((node) => `${node.group}.${identifierOf(node)}`);
  };
  const fields = ['email', 'name.first'].map(
    (name): TraitField => ({ name: `traits.${name}`, path: name.split('.'), type: 'string', required: false, disabled: false }),
  );

  it('puts groups without a place first, the password among the default fields, and method last', () => {
    const ui = form(
      ['password', 'method', 'password'],
      ['password', 'password'],
      ['default', 'other'],
      ['default', 'identifier'],
      ['identifier_first', 'method', 'identifier_first'],
      ['oidc', 'provider', 'b'],
      ['oidc', 'provider', 'a'],
      ['default', 'csrf_token', 'x'],
    );
    expect(sorted(ui, sortLoginNodes)).toEqual([
      'identifier_first.method',
      'oidc.provider',
      'oidc.provider',
      'default.csrf_token',
      'default.identifier',
      'password.password',
      'default.other',
      'password.method',
    ]);
    expect(ui.nodes.map(({ attributes }) => ('value' in attributes ? attributes.value : null)).slice(1, 3)).toEqual(['a', 'b']);
  });

  it('puts the password after the first trait', () => {
    const ui = form(
      ['default', 'traits.name.first'],
      ['default', 'traits.email'],
      ['password', 'password'],
      ['default', 'csrf_token'],
    );
    expect(sorted(ui, (it) => sortRegistrationNodes(it, fields))).toEqual([
      'default.csrf_token',
      'default.traits.email',
      'password.password',
      'default.traits.name.first',
    ]);
    expect(sorted(form(['password', 'password'], ['default', 'csrf_token']), (it) => sortRegistrationNodes(it, []))).toEqual([
      'default.csrf_token',
      'password.password',
    ]);
  });

  it('goes by the text of values, where nothing is a text too and numbers have exponents', () => {
    const ui = form(
      ['oidc', 'link', 'z'],
      ['oidc', 'link', 2],
      ['oidc', 'link', 1_000_000],
      ['oidc', 'link'],
      ['oidc', 'link', '<a'],
    );
    sortSettingsNodes(ui, fields);
    const values = ui.nodes.map(({ attributes }) => ('value' in attributes ? attributes.value : null));
    expect(values).toEqual([1_000_000, 2, '<a', null, 'z']);
  });

  it('leaves the order of keys of a device alone', () => {
    const order = Array.from({ length: 20 }, (_, index) => `key ${(index * 7) % 20}`);
    const ui = form(...order.map((value): [Group, string, unknown] => ['deviceauthn', 'remove', value]));
    sortSettingsNodes(ui, fields);
    expect(ui.nodes.map(({ attributes }) => ('value' in attributes ? attributes.value : null))).toEqual(order);
  });

  const group = fc.constantFrom<Group>('default', 'password', 'oidc', 'code', 'profile', 'identifier_first');
  const name = fc.constantFrom('method', 'password', 'csrf_token', 'identifier', 'traits.email', 'traits.name.first', 'x');
  const value = fc.option(fc.oneof(fc.string(), fc.integer(), fc.boolean()), { nil: undefined });
  const nodes = (groups: fc.Arbitrary<Group>) =>
    fc.array(
      fc
        .tuple(groups, name, value)
        .map(([of, named, valued]) => inputNode({ name: named, type: 'text', group: of, value: valued })),
      { maxLength: 60 },
    );
  const sorts = [sortLoginNodes, (ui: Ui) => sortRegistrationNodes(ui, fields), (ui: Ui) => sortSettingsNodes(ui, fields)];

  it('loses no node and adds none', () => {
    fc.assert(
      fc.property(nodes(group), fc.constantFrom(...sorts), (list, sort) => {
        const ui = formWith([...list]);
        sort(ui);
        expect(ui.nodes).toHaveLength(list.length);
        expect(new Set(ui.nodes)).toEqual(new Set(list));
      }),
    );
  });

  it('changes nothing the second time, unless groups that mix stand apart', () => {
    const apart = fc.constantFrom<Group>('default', 'oidc', 'code', 'profile', 'identifier_first');
    fc.assert(
      fc.property(nodes(apart), fc.constantFrom(...sorts), (list, sort) => {
        const ui = formWith([...list]);
        sort(ui);
        const once = [...ui.nodes];
        sort(ui);
        expect(ui.nodes).toEqual(once);
      }),
    );
  });
});
