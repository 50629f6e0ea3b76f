import { attributeKind } from './attribute-kind.ts';
import { createAttributeValue } from './attribute-value.ts';
import type { Embedded } from './embedded.ts';
import { goTo, type HtmlState, type Place, type Reader, readAgain, SPACE } from './html-state.ts';
import { createScript } from './script.ts';
import { createStyle } from './style.ts';

type TagPlace = Extract<Place, 'tag name' | 'tag' | 'attribute name' | 'after name' | 'before value' | 'value'>;

/** Elements whose content is text up to their end tag, and the language of it. */
const RAW: Readonly<Record<string, (() => Embedded) | undefined>> = {
  script: createScript,
  style: createStyle,
  title: undefined,
  textarea: undefined,
};

/** The value of the attribute begins, with a quote or without. */
export function startValue(state: HtmlState, quote: string): void {
  state.quote = quote;
  state.value = createAttributeValue(attributeKind(state.element.toLowerCase(), state.attribute));
  state.place = 'value';
}

function endTag(state: HtmlState): true {
  state.printed += '>';
  state.element = state.element.toLowerCase();
  const isRaw = !state.closing && Object.hasOwn(RAW, state.element);
  state.raw = isRaw ? RAW[state.element]?.() : undefined;
  return goTo(state, isRaw ? 'raw' : 'text');
}

/** How tags are read. */
export const TAG_READERS: Readonly<Record<TagPlace, Reader>> = {
  'tag name'(state, character) {
    if (SPACE.test(character) || character === '>' || character === '/') return readAgain(state, 'tag');
    state.printed += character;
    state.element += character;
    return true;
  },
  tag(state, character) {
    if (character === '>') return endTag(state);
    if (!SPACE.test(character) && character !== '/') {
      state.attribute = character;
      state.place = 'attribute name';
    }
    state.printed += character;
    return true;
  },
  'attribute name'(state, character) {
    if (SPACE.test(character) || /[=>/]/.test(character)) return readAgain(state, 'after name');
    state.printed += character;
    state.attribute += character;
    return true;
  },
  'after name'(state, character) {
    if (!SPACE.test(character) && character !== '=') return readAgain(state, 'tag');
    state.printed += character;
    if (character === '=') state.place = 'before value';
    return true;
  },
  'before value'(state, character) {
    if (character === '>') return readAgain(state, 'tag');
    if (character === '"' || character === "'") startValue(state, character);
    else if (!SPACE.test(character)) {
      startValue(state, '');
      return false;
    }
    state.printed += character;
    return true;
  },
  value(state, character) {
    const { quote } = state;
    if (quote === '' && (SPACE.test(character) || character === '>')) return readAgain(state, 'tag');
    state.printed += character;
    if (character === quote) state.place = 'tag';
    else state.value.read(character);
    return true;
  },
};
