import { MAX_ROW_BYTES } from './input-row.ts';
import { TransferFault } from './transfer-fault.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** The longest key that is looked at: no list of users has a longer name. */
const MAX_KEY = 200;

const isSpace = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/**
 * Cuts a stream of JSON into its elements without holding more than one of them: the elements of a list, or values one after the
 * other, or with `member` the elements of every list of that name in the object (or the objects of a list) that the stream
 * holds. Whether an element itself is JSON is for its reader to say.
 */
export class JsonSplitter {
  readonly #member: string | undefined;
  /** What has been read so far of the element that is open. */
  #held: Buffer[] = [];
  #heldBytes = 0;
  #open = false;
  #depth = 0;
  /** On which depth elements begin; undefined as long as their list has not begun. */
  #level: number | undefined;
  /** On which depth the list `member` is looked for. */
  #keyDepth = 1;
  #inString = false;
  #escaped = false;
  /** The string that is being read, or was read last, on the depth of keys. */
  #key: number[] = [];
  #lastKey = '';
  #started = false;
  #found = false;

  constructor(member?: string) {
    this.#member = member;
  }

  /** The elements that end in this chunk. @throws TransferFault for an element that is too long */
  push(chunk: Buffer): Buffer[] {
    const elements: Buffer[] = [];
    let start = 0;
    const close = (end: number) => {
      this.#hold(chunk.subarray(start, end));
      elements.push(Buffer.concat(this.#held));
      this.#held = [];
      this.#heldBytes = 0;
      this.#open = false;
    };
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (this.#inString) {
        this.#inside(byte);
        continue;
      }
      if (isSpace(byte) && !this.#open) continue;
      if (this.#open && this.#depth === this.#level && (byte === COMMA || byte === CLOSE_LIST || isSpace(byte))) close(at);
      if (!this.#started) this.#start(byte);
      if (!this.#open && this.#depth === this.#level && byte !== COMMA && byte !== CLOSE_LIST && !isSpace(byte)) {
        this.#open = true;
        start = at;
      }
      switch (byte) {
        case QUOTE:
          this.#inString = true;
          this.#key = [];
          break;
        case COLON:
          if (!this.#open && this.#depth === this.#keyDepth) this.#lastKey = Buffer.from(this.#key).toString();
          break;
        case OPEN_LIST:
          if (this.#beginsList()) this.#begin(this.#depth + 1);
          this.#depth++;
          break;
        case OPEN_OBJECT:
          this.#depth++;
          break;
        case CLOSE_LIST:
        case CLOSE_OBJECT:
          this.#leave();
          if (this.#open && this.#depth === this.#level) close(at + 1);
          break;
      }
    }
    if (this.#open) this.#hold(chunk.subarray(start));
    return elements;
  }

  /** To be called after the last chunk. @returns the last element, when nothing stood after it */
  end(): Buffer[] {
    if (this.#depth !== 0 || this.#inString) throw new TransferFault('the JSON text ends too early');
    if (this.#member !== undefined && !this.#found) throw new TransferFault(`there is no list ${JSON.stringify(this.#member)}`);
    return this.#open ? [Buffer.concat(this.#held)] : [];
  }

  #start(byte: number): void {
    this.#started = true;
    if (this.#member !== undefined) this.#keyDepth = byte === OPEN_LIST ? 2 : 1;
    // The list itself opens further down; values that follow one another are elements of no list.
    else if (byte !== OPEN_LIST) this.#level = 0;
  }

  #beginsList(): boolean {
    if (this.#level !== undefined) return false;
    if (this.#member === undefined) return this.#depth === 0;
    return this.#depth === this.#keyDepth && this.#lastKey === this.#member;
  }

  #begin(level: number): void {
    this.#level = level;
    this.#found = true;
  }

  #leave(): void {
    if (this.#depth === 0) throw new TransferFault('a bracket of the JSON text closes nothing');
    this.#depth--;
    if (this.#level === undefined || this.#depth >= this.#level) return;
    // The end of the list; where lists are looked for by name, another one may come.
    this.#level = this.#member === undefined ? Number.POSITIVE_INFINITY : undefined;
    this.#lastKey = '';
  }

  #inside(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) {
      this.#inString = false;
      return;
    }
    if (!this.#open && this.#depth === this.#keyDepth && this.#key.length < MAX_KEY) this.#key.push(byte);
  }

  #hold(part: Buffer): void {
    this.#heldBytes += part.length;
    if (this.#heldBytes > MAX_ROW_BYTES) throw new TransferFault('an element is larger than 16 MiB');
    // A copy: the stream may use its memory for the next chunk.
    this.#held.push(Buffer.from(part));
  }
}
