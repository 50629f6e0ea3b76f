import { JsonNumber } from './json-number.ts';
import { JsonReader } from './json-reader.ts';
import type { JsonText } from './json-text.ts';

/** A JSON value that has lost nothing: objects keep the order of all their keys, numbers their digits. */
export type JsonNode = JsonObject | JsonNode[] | JsonNumber | string | boolean | null;
export type JsonObject = Map<string, JsonNode>;

/** Reads a whole text into a tree. @throws JsonFault */
export function parseTree(text: string): JsonNode {
  const reader = new JsonReader(text);
  const node = readTree(reader);
  reader.finish('refuse');
  return node;
}

function readTree(reader: JsonReader): JsonNode {
  switch (reader.kind()) {
    case 'string':
      return reader.string();
    case 'number':
      return new JsonNumber(reader.number());
    case 'bool':
    case 'null':
      return reader.word();
    case 'object':
      return readObject(reader);
    case 'array': {
      const elements: JsonNode[] = [];
      for (let more = reader.enter(93); more; more = reader.more(93)) elements.push(readTree(reader));
      return elements;
    }
    default:
      return reader.refuse('syntax', reader.position);
  }
}

function readObject(reader: JsonReader): JsonObject {
  const members: JsonObject = new Map();
  for (let more = reader.enter(125); more; more = reader.more(125)) {
    const key = reader.key();
    if (members.has(key)) reader.refuse('duplicate_key', reader.position);
    members.set(key, readTree(reader));
  }
  return members;
}

/** The text of a tree, without white space. */
export function printTree(node: JsonNode): JsonText {
  return print(node) as JsonText;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that JSON wants escaped.
const NEEDS_ESCAPES = /["\\\u0000-\u001f\ud800-\udfff]/;

/** `JSON.stringify` for one string; its call costs more than most strings take. */
const quoted = (text: string) => (NEEDS_ESCAPES.test(text) ? JSON.stringify(text) : `"${text}"`);

function print(node: JsonNode): string {
  if (typeof node === 'string') return quoted(node);
  if (node instanceof JsonNumber) return node.text;
  if (node instanceof Map) {
    let members = '';
    for (const [key, value] of node) members += `${members === '' ? '' : ','}${quoted(key)}:${print(value)}`;
    return `{${members}}`;
  }
  if (!Array.isArray(node)) return String(node);
  let elements = '';
  for (const element of node) elements += `${elements === '' ? '' : ','}${print(element)}`;
  return `[${elements}]`;
}

/** A tree that shares nothing with this one that can change. */
export function cloneTree(node: JsonNode): JsonNode {
  if (Array.isArray(node)) return node.map(cloneTree);
  if (!(node instanceof Map)) return node;
  const members: JsonObject = new Map();
  for (const [key, value] of node) members.set(key, cloneTree(value));
  return members;
}

/**
 * Whether two values are equal as the operation `test` of JSON Patch sees it (RFC 6902, section 4.6): numbers by what they say,
 * exactly and not as doubles; objects without regard to the order of their keys.
 */
export function equalTrees(a: JsonNode, b: JsonNode): boolean {
  if (a instanceof JsonNumber) return b instanceof JsonNumber && a.equals(b);
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((element, index) => equalTrees(element, b[index] ?? null));
  }
  if (!(a instanceof Map)) return a === b;
  if (!(b instanceof Map) || a.size !== b.size) return false;
  for (const [key, value] of a) {
    const other = b.get(key);
    if (other === undefined || !equalTrees(value, other)) return false;
  }
  return true;
}
