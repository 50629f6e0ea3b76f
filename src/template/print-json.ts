import { createPieces } from './pieces.ts';
import { printTime } from './time-layout.ts';
import { isList, isNil, Struct, sortedKeys, type Value } from './value.ts';
import { createWalk } from './walk.ts';

interface JsonStyle {
  /** Between two levels; none when undefined. */
  readonly indent?: string;
  /** How texts are written. */
  readonly text: (text: string) => string;
}

const SCRIPT = /[<>&\u2028\u2029]/g;

/** A JSON text in which nothing can end a script. */
export function quotedForScripts(text: string): string {
  return JSON.stringify(text).replace(SCRIPT, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A value as JSON, its keys sorted. @throws ValueFault when that is too long */
export function printJson(value: Value, { indent, text }: JsonStyle): string {
  const pieces = createPieces();
  const visit = createWalk();

  function print(part: Value, depth: number): void {
    visit(depth);
    if (isNil(part)) pieces.add('null');
    else if (typeof part === 'string') pieces.add(text(part));
    else if (typeof part === 'boolean') pieces.add(String(part));
    else if (typeof part === 'number') pieces.add(JSON.stringify(part));
    else if (part instanceof Date) pieces.add(text(printTime(part)));
    else if (isList(part)) enclosed('[', part, ']', depth);
    else {
      const members = part instanceof Struct ? part.fields : part;
      const keys = sortedKeys(members);
      enclosed(
        '{',
        keys.map((key) => members.get(key)),
        '}',
        depth,
        keys,
      );
    }
  }

  function enclosed(open: string, parts: readonly Value[], close: string, depth: number, keys?: readonly string[]): void {
    const newLine = (level: number) => indent !== undefined && parts.length > 0 && pieces.add(`\n${indent.repeat(level)}`);
    pieces.add(open);
    for (const [index, part] of parts.entries()) {
      if (index > 0) pieces.add(',');
      newLine(depth + 1);
      if (keys) pieces.add(`${text(keys[index] ?? '')}:${indent === undefined ? '' : ' '}`);
      print(part, depth + 1);
    }
    newLine(depth);
    pieces.add(close);
  }

  print(value, 0);
  return pieces.text();
}
