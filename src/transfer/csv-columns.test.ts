import { expect, test } from 'vitest';
import { printTree } from '../json/tree.ts';
import { type CellType, columnsOf, identityOf, parseMapping } from './csv-columns.ts';

function rowOf(header: string, cells: readonly string[], mappings: readonly string[] = [], types: Record<string, CellType> = {}) {
  const columns = columnsOf(header.split(','), mappings.map(parseMapping));
  const identity = identityOf(cells, columns, (place) => types[place.join('.')] ?? 'string');
  return typeof identity === 'string' ? identity : printTree(identity);
}

test('names of columns that are places go there by themselves', () => {
  expect(rowOf('external_id,/traits/email,traits.name.first', ['7', 'a@x.org', 'A'])).toBe(
    '{"external_id":"7","traits":{"email":"a@x.org","name":{"first":"A"}}}',
  );
  expect(rowOf('/verifiable_addresses/0/value,/verifiable_addresses/0/via', ['a@x.org', 'email'])).toBe(
    '{"verifiable_addresses":[{"value":"a@x.org","via":"email"}]}',
  );
});

test('others go where a mapping says, or nowhere', () => {
  expect(rowOf('mail,x=y,note', ['a@x.org', '1', 'n'], ['mail=/traits/email', 'x=y=traits.n:number', 'note='])).toBe(
    '{"traits":{"email":"a@x.org","n":1}}',
  );
  expect(() => rowOf('mail', [''])).toThrow('nothing says where the column "mail" goes');
  expect(() => rowOf('id', [''])).toThrow('"id"');
  expect(() => rowOf('state', [''], ['mail=/traits/email'])).toThrow('no column "mail"');
  expect(() => parseMapping('mail=/nowhere/email')).toThrow('no place in an identity');
  expect(() => parseMapping('mail')).toThrow('--map takes');
});

test('cells are read as their type says, exactly; an empty one says nothing', () => {
  const header = '/traits/n:number,/traits/b:boolean,/traits:json,/traits/s';
  expect(rowOf('/traits/n:number,/traits/b:boolean,/metadata_admin:json,/traits/s', ['1.50', 'TRUE', '{"2":1,"1":2}', ''])).toBe(
    '{"traits":{"n":1.50,"b":true},"metadata_admin":{"2":1,"1":2}}',
  );
  expect(rowOf('/traits/n', ['12345678901234567890'], [], { 'traits.n': 'number' })).toBe(
    '{"traits":{"n":12345678901234567890}}',
  );
  expect(rowOf('/traits/n:number', ['one'])).toBe('the column "/traits/n:number" holds no number');
  expect(rowOf('/traits/n:number', ['"1"'])).toContain('holds no number');
  expect(rowOf('/traits/b:boolean', ['maybe'])).toContain('holds no boolean');
  expect(rowOf('/traits:json', ['{'])).toContain('holds no JSON');
  expect(rowOf(header, ['', '', '{"s":1}', 'x'])).toBe('{"traits":{"s":"x"}}');
  expect(rowOf('/traits:json,/traits/s', ['"text"', 'x'])).toContain('another column put a value');
});
