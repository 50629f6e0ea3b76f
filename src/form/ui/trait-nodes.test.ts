import { describe, expect, it } from 'vitest';
import type { JsonText } from '../../json/json-text.ts';
import type { TraitField } from '../../schema/trait-field.ts';
import { hideInputs } from './hide-inputs.ts';
import type { Ui } from './node.ts';
import { csrfNode } from './nodes.ts';
import { parseUi, printUi } from './store-ui.ts';
import { fillTraits, traitNodes } from './trait-nodes.ts';

const field = (name: string, more: Partial<TraitField> = {}): TraitField => ({
  name: `traits.${name}`,
  path: name.split('.'),
  type: 'string',
  required: false,
  disabled: false,
  ...more,
});
const traits = (text: string) => text as JsonText;
const attributesOf = (more: Partial<TraitField>, name = 'x') => traitNodes([field(name, more)], 'default')[0]?.attributes;

describe('the input for a trait', () => {
  it.each<[more: Partial<TraitField>, attributes: object]>([
    [{}, { type: 'text' }],
    [{ type: 'number' }, { type: 'number' }],
    [{ type: 'integer' }, { type: 'number' }],
    [{ type: 'boolean' }, { type: 'checkbox' }],
    [{ type: 'unknown' }, { type: 'text' }],
    [{ type: 'array', items: 'string' }, { type: 'text' }],
    [{ format: 'email' }, { type: 'email', autocomplete: 'email' }],
    [{ format: 'tel' }, { type: 'tel', autocomplete: 'tel' }],
    [{ format: 'uri' }, { type: 'url', autocomplete: 'url' }],
    [{ format: 'date' }, { type: 'date' }],
    [{ format: 'date-time' }, { type: 'datetime-local' }],
    [{ format: 'regex' }, { type: 'text' }],
    [{ format: 'hostname' }, { type: 'text' }],
    [{ pattern: '^a$' }, { type: 'text', pattern: '^a$' }],
    [{ required: true }, { type: 'text', required: true }],
    [{ disabled: true }, { type: 'text', disabled: true }],
    [{ enum: ['a', 1] }, { type: 'text', options: [{ value: 'a' }, { value: 1 }] }],
    [{ enum: [] }, { type: 'text' }],
  ])('of %j', (more, attributes) => {
    expect(attributesOf(more)).toEqual({ name: 'traits.x', disabled: false, node_type: 'input', ...attributes });
  });

  it('has a title as its label, and hides a password', () => {
    expect(traitNodes([field('a', { title: 'T' })], 'profile')[0]).toEqual({
      type: 'input',
      group: 'profile',
      attributes: { name: 'traits.a', type: 'text', disabled: false, node_type: 'input' },
      messages: [],
      meta: { label: { id: 1070002, text: 'T', type: 'info', context: { name: 'traits.a', title: 'T' } } },
    });
    expect(attributesOf({}, 'secret.password')).toMatchObject({ type: 'password' });
  });

  it('offers at most 500 values', () => {
    const values = Array.from({ length: 501 }, (_, index) => index);
    expect(attributesOf({ enum: values })?.options).toHaveLength(500);
  });

  it('is missing for objects of any members and lists of objects', () => {
    expect(traitNodes([field('a', { type: 'object' }), field('b', { type: 'array' })], 'default')).toEqual([]);
  });
});

const FIELDS = [
  field('email'),
  field('name.first'),
  field('age', { type: 'integer' }),
  field('tags', { type: 'array', items: 'string' }),
];
const VALUES = traits('{"email":"a@b","age":12345678901234567890,"tags":["x","y"],"name":{"first":null},"other":{"a":true}}');

describe('the values of traits', () => {
  it('are put into their inputs; others get inputs of their own', () => {
    const nodes = traitNodes(FIELDS, 'profile', VALUES);
    expect(nodes.map(({ attributes: { name, type, value } }) => [name, type, JSON.stringify(value)])).toEqual([
      ['traits.email', 'text', '"a@b"'],
      ['traits.name.first', 'text', undefined],
      ['traits.age', 'number', '12345678901234567890'],
      ['traits.tags', 'text', undefined],
      ['traits.tags.0', 'text', '"x"'],
      ['traits.tags.1', 'text', '"y"'],
      ['traits.other.a', 'checkbox', 'true'],
    ]);
  });

  it('are put back into the inputs that are there', () => {
    const ui: Ui = {
      action: '',
      method: 'POST',
      nodes: [csrfNode(''), ...traitNodes(FIELDS, 'default', traits('{"name":{"first":"A"}}'))],
    };
    fillTraits(ui, VALUES);
    hideInputs(ui);
    expect(ui.nodes.map(({ attributes }) => ('value' in attributes ? JSON.stringify(attributes.value) : null))).toEqual([
      '""',
      '"a@b"',
      null,
      '12345678901234567890',
      null,
    ]);
    expect(ui.nodes.every(({ attributes }) => 'type' in attributes && attributes.type === 'hidden')).toBe(true);
  });

  it('keep their digits when a form is stored', () => {
    const text = '{"age":12345678901234567890,"tags":[1.50,1e400,-0,7,0.1]}';
    const ui: Ui = { action: 'a', method: 'POST', nodes: traitNodes([], 'profile', traits(text)) };
    const stored = printUi(parseUi(printUi(ui)));
    expect(stored).toBe(printUi(ui));
    for (const digits of ['12345678901234567890', '1.50', '1e400', '-0', '7', '0.1'])
      expect(stored).toContain(`"value":${digits},`);
  });

  it('do not grow a form without end', () => {
    const many = traits(`{"tags":[${Array(600).fill(1).join()}]}`);
    expect(traitNodes(FIELDS, 'profile', many)).toHaveLength(504);
  });
});
