import { parsePointer } from '../json/pointer.ts';
import { DocumentFault } from './document-fault.ts';
import { fragmentBelow } from './fragment.ts';
import type { Draft } from './rule.ts';
import { resolveReference, splitFragment } from './uri-reference.ts';
import { isObject } from './value-kind.ts';

/** Where a sub-schema stands. */
export interface Position {
  /** URL of the document that it was read from. */
  readonly url: string;
  readonly place: string;
  /** What references in it are relative to: the nearest `$id`, or the URL of the document. */
  readonly base: string;
  readonly draft: Draft;
}

export interface Target extends Position {
  readonly schema: unknown;
}

/** Keywords whose members are names of something, not keywords. */
const MAPS: ReadonlySet<string> = new Set(['properties', 'patternProperties', 'definitions', '$defs', 'dependencies']);
/** Keywords whose values are data. */
const DATA: ReadonlySet<string> = new Set(['enum', 'const', 'default', 'examples']);
const MAX_DEPTH = 200;

const DRAFTS: Readonly<Record<string, Draft>> = {
  'json-schema.org/draft-04/schema': 4,
  'json-schema.org/draft-06/schema': 6,
  'json-schema.org/draft-07/schema': 7,
  'json-schema.org/schema': 7,
};

function draftOf(root: unknown): Draft {
  const named = isObject(root) ? root.$schema : undefined;
  if (named === undefined) return 7;
  const draft = typeof named === 'string' ? DRAFTS[named.replace(/^https?:\/\//, '').replace(/#$/, '')] : undefined;
  if (draft === undefined) throw new DocumentFault('#/$schema', 'must be the URL of draft 4, 6 or 7 of JSON Schema');
  return draft;
}

/** The documents of one identity schema: its own and those that it refers to, with everything in them that can be referred to. */
export class SchemaDocuments {
  readonly #positions = new Map<object, Position>();
  readonly #documents = new Map<string, Target>();
  /** What has a URI of its own: documents, and sub-schemas with an `$id`. */
  readonly #resources = new Map<string, Target>();
  readonly #wanted = new Map<string, Position>();

  /** @throws DocumentFault when the draft is unknown or an `$id` cannot be read */
  add(url: string, root: unknown): void {
    const position: Position = { url, place: '#', base: url, draft: draftOf(root) };
    const target = { ...position, schema: root };
    this.#documents.set(url, target);
    this.#resources.set(url, target);
    this.#index(root, position, 0);
  }

  /** Documents that are referred to and not there yet, with a place that refers to each. */
  missing(): [url: string, from: Position][] {
    return [...this.#wanted].filter(([url]) => !this.#resources.has(url));
  }

  /** The document of that URL, as it was added. */
  documentAt(url: string): Target | undefined {
    return this.#documents.get(url);
  }

  positionOf(schema: object): Position | undefined {
    return this.#positions.get(schema);
  }

  /** What a `$ref` at some place leads to; undefined when there is nothing. */
  resolve(reference: string, from: Position): Target | undefined {
    const uri = resolveReference(from.base, reference);
    if (uri === undefined) return undefined;
    const { document, fragment } = splitFragment(uri);
    const resource = this.#resources.get(document);
    if (fragment !== '' && !fragment.startsWith('/')) return this.#resources.get(`${document}#${fragment}`);
    const names = parsePointer(fragment);
    return resource && names && this.#below(resource, names);
  }

  #below(resource: Target, names: readonly string[]): Target | undefined {
    let schema: unknown = resource.schema;
    let position: Position = resource;
    for (const name of names) {
      if (typeof schema !== 'object' || schema === null || !Object.hasOwn(schema, name)) return undefined;
      schema = (schema as Readonly<Record<string, unknown>>)[name];
      position = { ...position, place: fragmentBelow(position.place, name) };
      const known = typeof schema === 'object' && schema !== null ? this.#positions.get(schema) : undefined;
      if (known) position = known;
    }
    return { ...position, schema };
  }

  #index(node: unknown, position: Position, depth: number): void {
    if (depth > MAX_DEPTH) throw new DocumentFault(position.place, `is nested deeper than ${MAX_DEPTH} levels`);
    const below = (child: unknown, from: Position, ...names: (string | number)[]) =>
      this.#index(child, { ...from, place: fragmentBelow(from.place, ...names) }, depth + 1);
    if (Array.isArray(node)) {
      for (const [index, element] of node.entries()) below(element, position, index);
    }
    if (!isObject(node)) return;
    const own = this.#named(node, position);
    this.#positions.set(node, own);
    this.#noteReference(node, own);
    for (const [keyword, value] of Object.entries(node)) {
      if (DATA.has(keyword)) continue;
      if (!MAPS.has(keyword) || !isObject(value)) below(value, own, keyword);
      else for (const [name, member] of Object.entries(value)) below(member, own, keyword, name);
    }
  }

  /** Takes an `$id` into account: it renames what is below it, or only names the sub-schema (`#name`). */
  #named(schema: Readonly<Record<string, unknown>>, position: Position): Position {
    const id = position.draft === 4 ? schema.id : schema.$id;
    if (typeof id !== 'string' || schema.$ref !== undefined) return position;
    const uri = resolveReference(position.base, id) ?? id;
    const { document, fragment } = splitFragment(uri);
    const own = { ...position, base: document };
    if (document !== position.base) this.#resources.set(document, { ...own, schema });
    if (fragment !== '') this.#resources.set(`${document}#${fragment}`, { ...own, schema });
    return own;
  }

  #noteReference({ $ref }: Readonly<Record<string, unknown>>, position: Position): void {
    if (typeof $ref !== 'string') return;
    const uri = resolveReference(position.base, $ref);
    if (uri === undefined)
      throw new DocumentFault(`${position.place}/$ref`, `"${$ref}" is relative, but the document has no URL to resolve it`);
    const { document } = splitFragment(uri);
    if (!this.#wanted.has(document)) this.#wanted.set(document, position);
  }
}
