import { JsonNumber } from '../../json/json-number.ts';
import { type JsonNode, printTree } from '../../json/tree.ts';

/** Characters that mean something in HTML are escaped, as the reference's tools do, so that an answer can be put into a page. */
const escaped = (json: string) =>
  json.replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** JSON on one line. */
export const compactJson = (node: JsonNode) => escaped(printTree(node));

const isLeaf = (node: JsonNode) =>
  !(node instanceof Map || Array.isArray(node)) || (node instanceof Map ? node.size : node.length) === 0;

function indented(node: JsonNode, margin: string): string {
  if (isLeaf(node)) return printTree(node);
  const inner = `${margin}  `;
  if (node instanceof Map) {
    const members = [...node].map(([key, value]) => `${inner}${JSON.stringify(key)}: ${indented(value, inner)}`);
    return `{\n${members.join(',\n')}\n${margin}}`;
  }
  const elements = (node as JsonNode[]).map((element) => inner + indented(element, inner));
  return `[\n${elements.join(',\n')}\n${margin}]`;
}

/** JSON with two spaces for each level. */
export const prettyJson = (node: JsonNode) => escaped(indented(node, ''));

/** The value as JavaScript has it; numbers that it cannot hold lose digits. */
export function plainOf(node: JsonNode): unknown {
  if (node instanceof JsonNumber) return Number(node.text);
  if (Array.isArray(node)) return node.map(plainOf);
  if (node instanceof Map) return Object.fromEntries([...node].map(([key, value]) => [key, plainOf(value)]));
  return node;
}
