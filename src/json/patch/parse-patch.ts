import { ApiError } from '../../error/api-error.ts';
import { JsonFault } from '../fault.ts';
import { type JsonNode, parseTree } from '../tree.ts';
import { PATCH_LIMITS } from './growth.ts';
import { patchFault } from './patch-fault.ts';
import type { PatchOperation } from './patch-operation.ts';

const kindOf = (node: JsonNode) =>
  node === null
    ? 'null'
    : Array.isArray(node)
      ? 'array'
      : node instanceof Map
        ? 'object'
        : typeof node === 'object'
          ? 'number'
          : typeof node;

function undecodable(fault: JsonFault): ApiError {
  const { rule, pointer, expected, got } = fault;
  const ended = rule === 'empty' || rule === 'truncated';
  return new ApiError('patch_undecodable', {
    params: { fault: ended ? 'unexpected end of JSON input' : fault.message },
    details: { pointer, rule, ...(expected !== undefined && { expected }), ...(got !== undefined && { got }) },
    cause: fault,
  });
}

const mismatch = (node: JsonNode, where: string, pointer: string, expected: string) =>
  new JsonFault({
    rule: 'type',
    message: `json: cannot unmarshal ${kindOf(node)} into ${where} of type ${expected}`,
    pointer,
    expected,
    got: kindOf(node),
  });

function operationOf(node: JsonNode, index: number): PatchOperation {
  if (!(node instanceof Map)) throw mismatch(node, `operation ${index}`, `/${index}`, 'object');
  const [op, path, from, value] = [node.get('op'), node.get('path'), node.get('from'), node.get('value')];
  return {
    op: typeof op === 'string' ? op : 'unknown',
    path: typeof path === 'string' ? path : '',
    ...(typeof from === 'string' && { from }),
    ...(value !== undefined && { value }),
    index,
  };
}

function read(text: string): readonly PatchOperation[] {
  const tree = parseTree(text);
  if (tree === null) return [];
  if (!Array.isArray(tree)) throw mismatch(tree, 'the body', '', 'array');
  return tree.map(operationOf);
}

/**
 * Reads a JSON Patch (RFC 6902, section 3). `null` is a patch without operations. What an operation says is looked at when it is
 * applied.
 * @throws ApiError `patch_undecodable` when the text is no list of objects; `patch_inapplicable` for more than 10,000 operations
 */
export function parsePatch(text: string): readonly PatchOperation[] {
  let operations: readonly PatchOperation[];
  try {
    operations = read(text);
  } catch (fault) {
    throw fault instanceof JsonFault ? undecodable(fault) : fault;
  }
  const surplus = operations[PATCH_LIMITS.operations];
  if (surplus) {
    const fault = `the patch has ${operations.length} operations, but may have ${PATCH_LIMITS.operations}`;
    throw patchFault('operations', surplus, fault, `at most ${PATCH_LIMITS.operations} operations`);
  }
  return operations;
}
