import type { Output } from '../output.ts';
import { createPieces } from '../pieces.ts';
import { ValueFault } from '../template-error.ts';
import { createAttributeValue } from './attribute-value.ts';
import { escapeValue } from './escape-value.ts';
import type { HtmlState, Place, Reader } from './html-state.ts';
import { CONTENT_READERS, release } from './read-content.ts';
import { TAG_READERS } from './read-tag.ts';

const READERS: Readonly<Record<Place, Reader>> = { ...CONTENT_READERS, ...TAG_READERS };

/**
 * Follows the HTML that is printed, character by character, and escapes each value for the place where it stands. Because it follows
 * what was really printed, branches and templates that call each other need no analysis.
 */
export function createHtmlOutput(): Output {
  const pieces = createPieces();
  const state: HtmlState = {
    place: 'text',
    held: '',
    printed: '',
    element: '',
    closing: false,
    attribute: '',
    quote: '',
    value: createAttributeValue('plain'),
    raw: undefined,
  };

  function flush(): void {
    pieces.add(state.printed);
    state.printed = '';
  }

  return {
    escapes: true,
    literal(text) {
      for (const character of text) while (!READERS[state.place](state, character));
      flush();
    },
    value(value, isQueryEscaped) {
      release(state);
      flush();
      pieces.add(escapeValue(state, value, isQueryEscaped));
    },
    finish() {
      release(state);
      flush();
      const { place, element } = state;
      if (place !== 'text') throw new ValueFault(`the HTML ends within ${place === 'raw' ? `<${element}>` : `a ${place}`}`);
      return pieces.text();
    },
  };
}
