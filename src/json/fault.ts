import { excerpt } from './excerpt.ts';

/** Which rule a JSON text from outside breaks. */
export type JsonRule =
  | 'empty'
  | 'truncated'
  | 'syntax'
  | 'encoding'
  | 'bom'
  | 'depth'
  | 'nul'
  | 'surrogate'
  | 'prototype_key'
  | 'duplicate_key'
  | 'number'
  | 'trailing'
  | 'unknown_field'
  | 'missing_field'
  | 'type'
  | 'length'
  | 'items';

export interface JsonFaultOptions {
  readonly rule: JsonRule;
  readonly message: string;
  /** JSON pointer (RFC 6901) to the value at fault; empty for the whole text. */
  readonly pointer?: string;
  readonly expected?: string;
  readonly got?: string;
}

/**
 * A JSON text from outside that cannot be taken. The message is meant for the one who sent it: `EOF` for an empty text,
 * `unexpected EOF` for one that ends too early, `json: …` where the text is JSON but not what was asked for.
 */
export class JsonFault extends Error {
  readonly rule: JsonRule;
  readonly pointer: string;
  readonly expected: string | undefined;
  readonly got: string | undefined;

  constructor({ rule, message, pointer = '', expected, got }: JsonFaultOptions) {
    super(message);
    this.name = 'JsonFault';
    this.rule = rule;
    // Whoever sends keys of a megabyte does not get them back.
    this.pointer = excerpt(pointer, 1000);
    this.expected = expected;
    this.got = got;
  }
}
