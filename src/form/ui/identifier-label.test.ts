import { expect, it } from 'vitest';
import { identifierLabel } from './identifier-label.ts';

it('is the title of the only trait that one signs in with, or else ID', () => {
  const mail = { name: 'traits.email', title: 'E-Mail' };
  expect(identifierLabel([mail])).toEqual({
    id: 1070002,
    text: 'E-Mail',
    type: 'info',
    context: { name: 'traits.email', title: 'E-Mail' },
  });
  for (const fields of [[], [{ name: 'traits.email' }], [mail, { name: 'traits.name' }]]) {
    expect(identifierLabel(fields)).toEqual({ id: 1070004, text: 'ID', type: 'info' });
  }
});
