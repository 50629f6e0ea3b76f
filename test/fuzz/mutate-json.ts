import type { Dice } from './dice.ts';
import { changedAt, type JsonNode, type Member, nodeOf, scalar, sizeOf } from './json-node.ts';
import { NASTY_NAMES, NASTY_SCALARS, NASTY_TEXTS } from './nasty.ts';

type Mutation = (node: JsonNode, dice: Dice) => JsonNode;

const nastyText = (dice: Dice): JsonNode => scalar(JSON.stringify(dice.pick(NASTY_TEXTS)));
const nastyScalar = (dice: Dice): JsonNode => scalar(dice.pick(NASTY_SCALARS));

function nested(node: JsonNode, dice: Dice): JsonNode {
  const depth = dice.pick([2, 20, 190, 201, 5000]);
  const [open, close] = dice.pick([
    ['[', ']'],
    ['{"a":', '}'],
    ['[{"b":', '}]'],
  ] as const);
  return {
    kind: 'list',
    items: [scalar(open.repeat(depth) + (node.kind === 'scalar' ? node.text : 'null') + close.repeat(depth))],
  };
}

function swapped(node: JsonNode): JsonNode {
  if (node.kind === 'object') return { kind: 'list', items: node.members.map(([, value]) => value) };
  if (node.kind === 'list') return { kind: 'object', members: node.items.map((item, index): Member => [String(index), item]) };
  const value: unknown = /^["\d-]/.test(node.text) ? node.text : null;
  return typeof value === 'string' && value.startsWith('"') ? { kind: 'list', items: [node] } : scalar(JSON.stringify(node.text));
}

const without = <T>(list: readonly T[], index: number) => list.filter((_, at) => at !== index);

const onMembers =
  (change: (members: readonly Member[], at: number, dice: Dice) => readonly Member[]): Mutation =>
  (node, dice) =>
    node.kind === 'object'
      ? { kind: 'object', members: change(node.members, dice.below(Math.max(node.members.length, 1)), dice) }
      : nastyScalar(dice);

function spoiltText(node: JsonNode, dice: Dice): JsonNode {
  if (node.kind !== 'scalar' || !node.text.startsWith('"')) return nastyText(dice);
  const nasty = JSON.stringify(dice.pick(NASTY_TEXTS)).slice(1, -1);
  const at = 1 + dice.below(Math.max(node.text.length - 1, 1));
  return scalar(node.text.slice(0, at) + nasty + node.text.slice(at));
}

const grown: Mutation = (node, dice) => {
  const times = dice.pick([2, 3, 60]);
  if (node.kind === 'list') return { kind: 'list', items: Array.from({ length: times }, () => node.items).flat() };
  return { kind: 'list', items: Array.from({ length: times }, () => node) };
};

const MUTATIONS: readonly Mutation[] = [
  (_, dice) => nastyText(dice),
  (_, dice) => nastyText(dice),
  (_, dice) => nastyScalar(dice),
  spoiltText,
  spoiltText,
  swapped,
  nested,
  grown,
  onMembers((members, at) => without(members, at)),
  onMembers((members, at) => without(members, at)),
  onMembers((members, at) => [...members, ...members.slice(at, at + 1)]),
  onMembers((members, at, dice) =>
    members.map((member, index): Member => (index === at ? [dice.pick(NASTY_NAMES), member[1]] : member)),
  ),
  onMembers((members, _, dice) => [...members, [dice.pick(NASTY_NAMES), dice.chance(0.5) ? nastyScalar(dice) : nastyText(dice)]]),
  onMembers((members, at, dice) => [...members, [dice.pick(NASTY_NAMES), members[at]?.[1] ?? nodeOf(null)]]),
];

/** The node with one or a few changes at places of their own. */
export function mutateJson(node: JsonNode, dice: Dice): JsonNode {
  let result = node;
  for (let left = dice.pick([1, 1, 1, 2, 4]); left > 0; left--) {
    result = changedAt(result, dice.below(sizeOf(result)), (found) => dice.pick(MUTATIONS)(found, dice));
  }
  return result;
}
