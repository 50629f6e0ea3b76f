/** JSON with what `JSON.stringify` cannot write: members that occur twice, and scalars of any text. */
export type JsonNode =
  | { readonly kind: 'scalar'; readonly text: string }
  | { readonly kind: 'object'; readonly members: readonly Member[] }
  | { readonly kind: 'list'; readonly items: readonly JsonNode[] };

export type Member = readonly [name: string, value: JsonNode];

export const scalar = (text: string): JsonNode => ({ kind: 'scalar', text });

/** A value as a node. */
export function nodeOf(value: unknown): JsonNode {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(nodeOf) };
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return { kind: 'object', members: members.map(([name, member]) => [name, nodeOf(member)]) };
  }
  return scalar(JSON.stringify(value ?? null));
}

/** The JSON text of a node. */
export function printNode(node: JsonNode): string {
  if (node.kind === 'scalar') return node.text;
  if (node.kind === 'list') return `[${node.items.map(printNode).join(',')}]`;
  return `{${node.members.map(([name, value]) => `${JSON.stringify(name)}:${printNode(value)}`).join(',')}}`;
}

const childrenOf = (node: JsonNode): readonly JsonNode[] =>
  node.kind === 'scalar' ? [] : node.kind === 'list' ? node.items : node.members.map(([, value]) => value);

/** How many nodes there are, this one included. */
export function sizeOf(node: JsonNode): number {
  return childrenOf(node).reduce((sum, child) => sum + sizeOf(child), 1);
}

/** The node with its `index`-th node (depth first, itself being the first) changed. */
export function changedAt(node: JsonNode, index: number, change: (found: JsonNode) => JsonNode): JsonNode {
  if (index === 0) return change(node);
  let left = index - 1;
  const through = (child: JsonNode): JsonNode => {
    const size = sizeOf(child);
    const here = left;
    left -= size;
    return here >= 0 && here < size ? changedAt(child, here, change) : child;
  };
  if (node.kind === 'list') return { kind: 'list', items: node.items.map(through) };
  if (node.kind === 'object') return { kind: 'object', members: node.members.map(([name, value]) => [name, through(value)]) };
  return node;
}
