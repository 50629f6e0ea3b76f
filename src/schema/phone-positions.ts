import { NormalisationFault } from '../identifier/normalisation-fault.ts';
import { DocumentFault } from './document-fault.ts';
import { extensionOf, marksPhone } from './keyword/extension.ts';
import type { Path } from './path.ts';
import type { Run } from './run.ts';
import type { Position, SchemaDocuments, Target } from './schema-documents.ts';
import { isObject } from './value-kind.ts';

/** A sub-schema as far as phone numbers are concerned. */
interface Node {
  readonly isPhone: boolean;
  /** Sub-schemas of the same value. */
  readonly inPlace: Node[];
  readonly members: [name: string, node: Node][];
  readonly tuple: (Node | undefined)[];
  items: Node | undefined;
}

/** A phone number in the traits that is to be written in E.164. */
export interface Rewriting {
  readonly path: Path;
  readonly value: string;
}

/** Finds the phone numbers of a value that stand at marked positions and are not in E.164. */
export type PhoneFinder = (value: unknown, run: Run) => Rewriting[];

const IN_PLACE = ['not', 'if', 'then', 'else'] as const;
const IN_PLACE_LISTS = ['allOf', 'anyOf', 'oneOf'] as const;

function buildGraph(documents: SchemaDocuments, root: Target): Map<object, Node> {
  const nodes = new Map<object, Node>();
  const build = (schema: unknown, inherited: Position): Node | undefined => {
    if (!isObject(schema)) return undefined;
    const known = nodes.get(schema);
    if (known) return known;
    const position = documents.positionOf(schema) ?? inherited;
    const isReference = typeof schema.$ref === 'string';
    const extension = isReference
      ? undefined
      : extensionOf({ schema, fault: (problem) => new DocumentFault(position.place, problem) });
    const node: Node = {
      isPhone: extension !== undefined && marksPhone(extension),
      inPlace: [],
      members: [],
      tuple: [],
      items: undefined,
    };
    nodes.set(schema, node);
    const into = (list: Node[], sub: unknown) => {
      const child = build(sub, position);
      if (child) list.push(child);
    };
    if (typeof schema.$ref === 'string') {
      const target = documents.resolve(schema.$ref, position);
      const child = target && build(target.schema, target);
      if (child) node.inPlace.push(child);
      return node;
    }
    for (const keyword of IN_PLACE) into(node.inPlace, schema[keyword]);
    for (const keyword of IN_PLACE_LISTS) {
      const list = schema[keyword];
      if (Array.isArray(list)) for (const sub of list) into(node.inPlace, sub);
    }
    if (isObject(schema.properties)) {
      for (const [name, sub] of Object.entries(schema.properties)) {
        const child = build(sub, position);
        if (child) node.members.push([name, child]);
      }
    }
    if (Array.isArray(schema.items)) node.tuple.push(...schema.items.map((sub) => build(sub, position)));
    else node.items = build(schema.items, position);
    return node;
  };
  build(root.schema, root);
  return nodes;
}

const childrenOf = ({ inPlace, members, tuple, items }: Node): Node[] =>
  [...inPlace, ...members.map(([, node]) => node), ...tuple, items].filter((node) => node !== undefined);

/** The nodes from which a phone position can be reached. */
function leadingToPhones(nodes: Iterable<Node>): Set<Node> {
  const parents = new Map<Node, Node[]>();
  const queue: Node[] = [];
  for (const node of nodes) {
    if (node.isPhone) queue.push(node);
    for (const child of childrenOf(node)) {
      const known = parents.get(child);
      if (known) known.push(node);
      else parents.set(child, [node]);
    }
  }
  const leading = new Set(queue);
  for (let node = queue.pop(); node; node = queue.pop()) {
    for (const parent of parents.get(node) ?? []) {
      if (leading.has(parent)) continue;
      leading.add(parent);
      queue.push(parent);
    }
  }
  return leading;
}

/**
 * Finds out at which positions a schema marks phone numbers: through `properties`, `items`, combinations, conditions and
 * references. A sub-schema that contains itself counts once on each way through the value.
 * @returns undefined when there is no such position
 */
export function phoneFinderOf(documents: SchemaDocuments, root: Target): PhoneFinder | undefined {
  const nodes = buildGraph(documents, root);
  const leading = leadingToPhones(nodes.values());
  const start = isObject(root.schema) ? nodes.get(root.schema) : undefined;
  if (!start || !leading.has(start)) return undefined;

  return (value, run) => {
    const found: Rewriting[] = [];
    const open = new Set<Node>();
    const visit = (node: Node | undefined, inner: unknown, path: Path): void => {
      if (!node || !leading.has(node) || open.has(node)) return;
      run.charge(1);
      open.add(node);
      if (node.isPhone && typeof inner === 'string') {
        const phone = run.phoneIn(inner);
        if (!(phone instanceof NormalisationFault) && phone !== inner) found.push({ path, value: phone });
      }
      for (const same of node.inPlace) visit(same, inner, path);
      if (Array.isArray(inner)) {
        for (const [index, element] of inner.entries())
          visit(node.items ?? node.tuple[index], element, { parent: path, name: index });
      } else if (isObject(inner)) {
        for (const [name, member] of node.members) {
          if (Object.hasOwn(inner, name)) visit(member, inner[name], { parent: path, name });
        }
      }
      open.delete(node);
    };
    visit(start, value, undefined);
    return found;
  };
}
