import type { AttributeValue } from './attribute-value.ts';
import type { Embedded } from './embedded.ts';

/** Where in HTML the printing has come to. */
export type Place =
  | 'text'
  | 'less than'
  | 'comment'
  | 'declaration'
  | 'tag name'
  | 'tag'
  | 'attribute name'
  | 'after name'
  | 'before value'
  | 'value'
  | 'raw';

/** What is known there. */
export interface HtmlState {
  place: Place;
  /** What was read, but is not printed until it is known what it begins; in comments their last characters. */
  held: string;
  /** What is to be printed. */
  printed: string;
  /** Name of the element whose tag or raw text this is. */
  element: string;
  /** Whether it is an end tag. */
  closing: boolean;
  /** Name of the attribute. */
  attribute: string;
  /** The quote around its value, or nothing. */
  quote: string;
  value: AttributeValue;
  /** The language of the raw text, when it has one. */
  raw: Embedded | undefined;
}

/** Reads a character; false when it has to be read again at the place that was changed to. */
export type Reader = (state: HtmlState, character: string) => boolean;

export const SPACE: RegExp = /[\t\n\f\r ]/;

/** Goes on with the next character at another place. */
export function goTo(state: HtmlState, place: Place): true {
  state.place = place;
  state.held = '';
  return true;
}

/** Reads the same character again at another place. */
export function readAgain(state: HtmlState, place: Place): false {
  state.place = place;
  return false;
}
