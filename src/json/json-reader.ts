import { excerpt } from './excerpt.ts';
import { JsonFault, type JsonRule } from './fault.ts';
import { pointerOf } from './pointer.ts';
import { type NumberLimits, numberEnd, stringEnd } from './scan.ts';
import { messageOf } from './syntax-message.ts';

/** How much of JSON is taken from outside. */
export interface JsonLimits extends NumberLimits {
  /** Levels of objects and lists, one inside the other. */
  readonly depth: number;
}

export const DEFAULT_LIMITS: JsonLimits = { depth: 200, numberLength: 4096, exponentDigits: 6 };

/** How often one text is read anew from some place on; without end, a long list could keep a union busy for seconds. */
const MAX_RETRIES = 10_000;

/** What the first character of a value tells about it; `end` where there is none, `other` where no value can start. */
export type ValueKind = 'object' | 'array' | 'string' | 'number' | 'bool' | 'null' | 'end' | 'other';

const KINDS: Readonly<Record<string, ValueKind>> = {
  '{': 'object',
  '[': 'array',
  '"': 'string',
  t: 'bool',
  f: 'bool',
  n: 'null',
};
const KIND_OF_CODE: readonly ValueKind[] = Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  return KINDS[character] ?? (/[-0-9]/.test(character) ? 'number' : 'other');
});

/**
 * Walks over a JSON text (RFC 8259), one token at a time, and knows where it is. Every rule of `JsonFault` that concerns a text
 * as such is checked here, except duplicate keys: whoever collects the members sees them first.
 */
export class JsonReader {
  readonly text: string;
  readonly limits: JsonLimits;
  position = 0;
  #depth = 0;
  readonly #path: (string | number | undefined)[] = [];
  /** Only a text that is ill-formed as a whole can hold a string that is: the others need no second look. */
  readonly #illFormed: boolean;
  /** What stands before the last white space of the value that is being minified, without white space. */
  #taken = '';
  #from = -1;
  #retries = 0;

  constructor(text: string, limits: JsonLimits = DEFAULT_LIMITS) {
    this.text = text;
    this.limits = limits;
    this.#illFormed = !text.isWellFormed();
  }

  /** JSON pointer to the value that is being read. */
  get pointer(): string {
    return pointerOf(this.path);
  }

  /** Member names and indices that lead to the value that is being read. */
  get path(): readonly (string | number)[] {
    return this.#path.slice(0, this.#depth).filter((segment) => segment !== undefined);
  }

  /** Skips white space. @returns the code of the next character, NaN at the end */
  next(): number {
    const code = this.text.charCodeAt(this.position);
    return code > 32 ? code : this.#skipSpace();
  }

  #skipSpace(): number {
    const start = this.position;
    let at = start;
    let code = this.text.charCodeAt(at);
    while (code === 32 || code === 10 || code === 13 || code === 9) code = this.text.charCodeAt(++at);
    if (this.#from >= 0 && at > start) {
      this.#taken += this.text.slice(this.#from, start);
      this.#from = at;
    }
    this.position = at;
    return code;
  }

  /** What kind of value comes next. */
  kind(): ValueKind {
    const code = this.next();
    return code < 128 ? (KIND_OF_CODE[code] ?? 'other') : Number.isNaN(code) ? 'end' : 'other';
  }

  /** Enters the object or list whose bracket comes next. @returns false when it is empty (and has been left again) */
  enter(closing: 93 | 125): boolean {
    if (this.#depth >= this.limits.depth) return this.refuse('depth', this.position);
    this.position++;
    this.#path[this.#depth++] = closing === 93 ? 0 : undefined;
    if (this.next() !== closing) return true;
    this.position++;
    this.#depth--;
    return false;
  }

  /** Goes on to the next member or element. @returns false after the last one */
  more(closing: 93 | 125): boolean {
    const code = this.next();
    if (code === 44) {
      this.position++;
      if (closing === 93) this.#path[this.#depth - 1] = Number(this.#path[this.#depth - 1]) + 1;
      return true;
    }
    if (code !== closing) return this.refuse('syntax', this.position);
    this.position++;
    this.#depth--;
    return false;
  }

  /** Reads a key and the colon after it. */
  key(): string {
    if (this.next() !== 34) return this.refuse('syntax', this.position);
    const start = this.position;
    this.#path[this.#depth - 1] = undefined;
    const key = this.string();
    this.#path[this.#depth - 1] = key;
    if (key === '__proto__') return this.refuse('prototype_key', start);
    if (this.next() !== 58) return this.refuse('syntax', this.position);
    this.position++;
    return key;
  }

  /** Reads the string that comes next. */
  string(): string {
    const start = this.position;
    const end = stringEnd(this.text, start + 1, this);
    this.position = Math.abs(end) + 1;
    if (this.#illFormed && !this.text.slice(start, this.position).isWellFormed()) return this.refuse('surrogate', start);
    return end > 0 ? this.text.slice(start + 1, end) : (JSON.parse(this.text.slice(start, this.position)) as string);
  }

  /** Passes over the string that comes next. */
  skipString(): void {
    const start = this.position;
    this.position = Math.abs(stringEnd(this.text, start + 1, this)) + 1;
    if (this.#illFormed && !this.text.slice(start, this.position).isWellFormed()) this.refuse('surrogate', start);
  }

  /** Reads the number that comes next, as it is written. */
  number(): string {
    const start = this.position;
    this.position = numberEnd(this.text, start, this.limits, this);
    return this.text.slice(start, this.position);
  }

  /** Reads `true`, `false` or `null`, told apart by `kind`. */
  word(): boolean | null {
    const first = this.text.charCodeAt(this.position);
    const word = first === 116 ? 'true' : first === 102 ? 'false' : 'null';
    if (!this.text.startsWith(word, this.position)) {
      let same = 1;
      while (this.text.charCodeAt(this.position + same) === word.charCodeAt(same)) same++;
      return this.refuse('syntax', this.position + same);
    }
    this.position += word.length;
    return first === 110 ? null : first === 116;
  }

  /** Runs `pass`, which passes over one value. @returns that value without white space */
  minified(pass: (reader: JsonReader) => void): string {
    this.next();
    const start = this.position;
    this.#taken = '';
    this.#from = start;
    pass(this);
    const last = this.text.slice(this.#from, this.position);
    const value = this.#taken === '' ? last : this.#taken + last;
    this.#from = -1;
    return value;
  }

  /** Where the reader stands, for `backTo`. */
  mark(): { readonly position: number; readonly depth: number } {
    return { position: this.position, depth: this.#depth };
  }

  /**
   * Goes back to a value that began at `mark`, to read it in another way.
   * @returns false when that has been done too often in this text, and nothing has been done: each time costs a thrown error
   */
  backTo(mark: { readonly position: number; readonly depth: number }): boolean {
    if (++this.#retries > MAX_RETRIES) return false;
    this.position = mark.position;
    this.#depth = mark.depth;
    return true;
  }

  /** To be called after the value. @throws JsonFault `trailing` when something else than white space follows */
  finish(trailing: 'ignore' | 'refuse'): void {
    if (trailing === 'ignore') return;
    if (!Number.isNaN(this.next())) this.refuse('trailing', this.position);
  }

  /** @throws JsonFault always: of this rule, with the place `at` in its message */
  refuse(rule: JsonRule, at: number): never {
    const ended = rule === 'syntax' && at >= this.text.length;
    if (!ended) throw new JsonFault({ rule, message: messageOf(rule, this.text, at, this.limits), pointer: this.pointer });
    const empty = this.#depth === 0 && this.text.slice(0, at).trim() === '';
    throw new JsonFault({
      rule: empty ? 'empty' : 'truncated',
      message: empty ? 'EOF' : 'unexpected EOF',
      pointer: this.pointer,
    });
  }

  /** @throws JsonFault always: the value that comes next, or came last, is not what was expected */
  mismatch(got: string, expected: string, rule: 'type' | 'length' | 'items' = 'type'): never {
    const path = this.path;
    const where = path.length === 0 ? 'the body' : excerpt(`member ${path.join('.')}`);
    const message = `json: cannot unmarshal ${got} into ${where} of type ${expected}`;
    throw new JsonFault({ rule, message, pointer: pointerOf(path), expected, got });
  }
}
