import { DocumentFault } from './document-fault.ts';
import { fragmentBelow } from './fragment.ts';
import { addArrays } from './keyword/arrays.ts';
import { addExtension } from './keyword/collect.ts';
import { addCombinations } from './keyword/combination.ts';
import { addEnumeration } from './keyword/enumeration.ts';
import { addFormat } from './keyword/format.ts';
import { checksByName } from './keyword/members.ts';
import { addNumbers } from './keyword/numbers.ts';
import { addObjects } from './keyword/objects.ts';
import { addTexts } from './keyword/texts.ts';
import { typeCheck } from './keyword/type.ts';
import { quoted } from './quoted.ts';
import type { Check, KeywordContext, Rule, Rules } from './rule.ts';
import type { Position, SchemaDocuments, Target } from './schema-documents.ts';
import { isObject, kindOf } from './value-kind.ts';
import { summed, type Violation, violation } from './violation.ts';

/** A sub-schema whose check may not be made yet: recursive schemas meet themselves while they are compiled. */
interface Slot {
  check: Check | undefined;
  readonly position: Position;
  /** Sub-schemas that see the same value. */
  readonly inPlace: Slot[];
}

const always: Check = () => undefined;

const never =
  (place: string): Check =>
  (value, run) =>
    violation(run, { place, rule: 'false', message: 'always fail', got: value });

/**
 * Compiles the schema of a document with everything that it refers to (drafts 4, 6 and 7 of JSON Schema).
 * @param documents holds all documents that are referred to
 * @throws DocumentFault for keywords with wrong values, references to nothing, and sub-schemas that would apply themselves to the
 * same value without end
 */
export function compileSchema(documents: SchemaDocuments, root: Target): Check {
  const slots = new Map<object, Slot>();

  function compile(schema: unknown, position: Position, from?: Slot): Check {
    if (typeof schema === 'boolean' && position.draft > 4) return schema ? always : never(position.place);
    if (!isObject(schema)) throw new DocumentFault(position.place, 'must be a schema: an object');
    const known = slots.get(schema);
    if (known) {
      from?.inPlace.push(known);
      return known.check ?? ((value, run) => known.check?.(value, run));
    }
    const slot: Slot = { check: undefined, position, inPlace: [] };
    slots.set(schema, slot);
    from?.inPlace.push(slot);
    slot.check = compileObject(schema, slot);
    return slot.check;
  }

  function compileObject(schema: Readonly<Record<string, unknown>>, slot: Slot): Check {
    const { position } = slot;
    const at: KeywordContext['at'] = (...names) => fragmentBelow(position.place, ...names);
    const below = (sub: unknown, names: readonly (string | number)[], from?: Slot) =>
      compile(sub, (isObject(sub) ? documents.positionOf(sub) : undefined) ?? { ...position, place: at(...names) }, from);
    const context: KeywordContext = {
      schema,
      draft: position.draft,
      place: position.place,
      at,
      compile: (sub, ...names) => below(sub, names),
      compileInPlace: (sub, ...names) => below(sub, names, slot),
      fault: (problem, ...names) => new DocumentFault(at(...names), problem),
    };
    // Definitions are compiled although nobody may refer to them: a mistake in one should be told.
    checksByName(context, 'definitions');
    return Object.hasOwn(schema, '$ref') ? compileReference(context, slot) : checkOf(context);
  }

  /** `$ref`; what stands beside it counts for nothing (draft 7, section 8.3). */
  function compileReference({ schema: { $ref }, at, fault }: KeywordContext, slot: Slot): Check {
    if (typeof $ref !== 'string') throw fault('must be a text', '$ref');
    const target = documents.resolve($ref, slot.position);
    if (!target) throw fault(`${quoted($ref)} leads to nothing`, '$ref');
    const check = compile(target.schema, target, slot);
    const place = at('$ref');
    const shown = quoted(target.url === slot.position.url ? target.place : target.url + target.place);
    return (value, run) => {
      run.enter();
      const cause = check(value, run);
      run.leave();
      return cause && violation(run, { place, rule: '$ref', message: `doesn't validate with ${shown}`, causes: [cause] });
    };
  }

  const check = compile(root.schema, root);
  for (const slot of slots.values()) assertNoLoop(slot);
  return check;
}

/** @throws DocumentFault when a sub-schema leads back to itself without going into the value */
function assertNoLoop(start: Slot, done = new Set<Slot>()): void {
  const open = new Set<Slot>();
  const visit = (slot: Slot): void => {
    if (open.has(slot))
      throw new DocumentFault(slot.position.place, 'refers to itself in a loop that never gets deeper into the value');
    if (done.has(slot)) return;
    open.add(slot);
    for (const next of slot.inPlace) visit(next);
    open.delete(slot);
    done.add(slot);
  };
  visit(start);
}

/** Compiles the keywords of one sub-schema, in the order in which they report. */
function checkOf(context: KeywordContext): Check {
  const rules: Rules = { any: [], object: [], array: [], string: [], number: [], last: [] };
  const checkType = typeCheck(context);
  addEnumeration(context, rules);
  addFormat(context, rules);
  addCombinations(context, rules);
  addObjects(context, rules);
  addArrays(context, rules);
  addTexts(context, rules);
  addNumbers(context, rules);
  addExtension(context, rules);
  const { place } = context;
  return (value, run) => {
    run.enter();
    let result = checkType?.(value, run);
    if (!result) {
      const violations: Violation[] = [];
      for (const rule of rules.any) rule(value, run, violations);
      const kind = kindOf(value);
      // The lists hold rules for values of that kind, which is more than the type says.
      const special: readonly Rule<never>[] = kind === 'null' || kind === 'boolean' ? [] : rules[kind];
      for (const rule of special) rule(value as never, run, violations);
      for (const rule of rules.last) rule(value, run, violations);
      result = summed(run, place, violations);
    }
    run.leave();
    return result;
  };
}
