import { goTo, type HtmlState, type Place, type Reader, readAgain } from './html-state.ts';

type ContentPlace = Extract<Place, 'text' | 'less than' | 'comment' | 'declaration' | 'raw'>;

const COMMENT = '<!--';
const DOCTYPE = '<!doctype';

/** What was held back begins nothing: it is text. */
export function release(state: HtmlState): void {
  const { place, held } = state;
  if (place === 'less than') {
    state.printed += held.replace('<', '&lt;');
    goTo(state, 'text');
  } else if (place === 'raw') {
    for (const each of held) state.raw?.read(each);
    state.printed += held;
    state.held = '';
  }
}

/** `<`, and what follows until it is a tag, a comment, a declaration or text. */
function lessThan(state: HtmlState, character: string): boolean {
  const text = state.held + character;
  const lower = text.toLowerCase();
  if (/^<\/?[a-z]$/.test(lower)) {
    state.printed += text;
    state.closing = text.startsWith('</');
    state.element = character;
    return goTo(state, 'tag name');
  }
  if (text === COMMENT) return goTo(state, 'comment');
  if (lower === DOCTYPE) {
    state.printed += text;
    return goTo(state, 'declaration');
  }
  if (text === '</' || COMMENT.startsWith(text) || DOCTYPE.startsWith(lower)) {
    state.held = text;
    return true;
  }
  release(state);
  return false;
}

/** The text of an element that only its own end tag ends. */
function raw(state: HtmlState, character: string): boolean {
  const end = `</${state.element}`;
  if (state.held.length === end.length && /[\t\n\f\r />]/.test(character)) {
    state.printed += state.held;
    state.closing = true;
    state.held = '';
    return readAgain(state, 'tag');
  }
  if (state.held.length < end.length && end.startsWith((state.held + character).toLowerCase())) {
    state.held += character;
    return true;
  }
  release(state);
  if (character === '<') {
    state.held = character;
    return true;
  }
  state.raw?.read(character);
  state.printed += character;
  return true;
}

/** How content is read. Comments are left out, as in Go. */
export const CONTENT_READERS: Readonly<Record<ContentPlace, Reader>> = {
  text(state, character) {
    if (character === '<') {
      state.held = '<';
      state.place = 'less than';
    } else state.printed += character;
    return true;
  },
  'less than': lessThan,
  comment(state, character) {
    state.held = (state.held + character).slice(-3);
    return state.held === '-->' ? goTo(state, 'text') : true;
  },
  declaration(state, character) {
    state.printed += character;
    return character === '>' ? goTo(state, 'text') : true;
  },
  raw,
};
