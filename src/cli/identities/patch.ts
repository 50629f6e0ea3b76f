import { Command } from 'commander';
import { JsonFault } from '../../json/fault.ts';
import { parsePointer } from '../../json/pointer.ts';
import { type JsonNode, parseTree, printTree } from '../../json/tree.ts';
import { clientOf, type EndpointFlags, withEndpoint } from '../endpoint.ts';
import { type OutputFlags, outputFormat, withOutput } from '../print/output-format.ts';
import { printResult } from '../print/print-result.ts';
import { readSource } from '../read-source.ts';
import { UsageError } from '../report-failure.ts';
import type { Terminal } from '../terminal.ts';
import { documentOf } from './answer.ts';
import { identityResult } from './identity-result.ts';

interface PatchFlags extends EndpointFlags, OutputFlags {
  readonly patch?: string;
  readonly set: readonly JsonNode[];
}

function jsonOr<T extends JsonNode | undefined>(text: string, otherwise: T): JsonNode | T {
  try {
    return parseTree(text);
  } catch (error) {
    if (error instanceof JsonFault) return otherwise;
    throw error;
  }
}

/** `/traits/name=Ada` as an operation of JSON Patch: JSON is taken as such, anything else as a text. */
function operationOf(assignment: string): JsonNode {
  const [, path, value = ''] = /^([^=]*)=(.*)$/s.exec(assignment) ?? [];
  if (path === undefined || path === '' || parsePointer(path) === undefined)
    throw new UsageError(`--set takes a JSON pointer and a value, such as /traits/name=Ada, not ${JSON.stringify(assignment)}.`);
  return new Map<string, JsonNode>([
    ['op', 'add'],
    ['path', path],
    ['value', jsonOr(value, value)],
  ]);
}

async function operationsOf(patch: string | undefined, terminal: Terminal): Promise<readonly JsonNode[]> {
  if (patch === undefined) return [];
  const text = patch.trimStart().startsWith('[') ? patch : await readSource(patch, terminal);
  const operations = jsonOr(text, undefined);
  if (Array.isArray(operations)) return operations;
  throw new UsageError('--patch takes a JSON Patch (RFC 6902): a list of operations, in JSON.');
}

async function patch(id: string, { patch: given, set, ...flags }: PatchFlags, terminal: Terminal): Promise<void> {
  const format = outputFormat(flags);
  const client = clientOf(flags, terminal);
  const operations = [...(await operationsOf(given, terminal)), ...set];
  if (operations.length === 0) throw new UsageError('what is to be changed? Say it with --set /traits/name=Ada or --patch FILE.');
  const path = `/admin/identities/${encodeURIComponent(id)}`;
  const answer = await client.send({ method: 'PATCH', path, body: printTree(operations) });
  printResult(identityResult(documentOf(answer)), format, terminal);
}

/** `zelos patch identity` */
export const patchIdentityCommand = (terminal: Terminal) =>
  withOutput(withEndpoint(new Command('identity')))
    .alias('identities')
    .description('Change parts of an identity, all of them or none.')
    .argument('<id>')
    .option('--patch <operations>', 'JSON Patch (RFC 6902): a file, - for standard input, or the list itself')
    .option(
      '--set <pointer=value>',
      'set a member; may be repeated. What is JSON is taken as such (quote a text that looks like a number), anything else as a text',
      (assignment: string, before: readonly JsonNode[]) => [...before, operationOf(assignment)],
      [],
    )
    .addHelpText(
      'after',
      `
Examples:
  zelos patch identity 9f425a8d-7efc-4768-8f23-7647a74fdf13 --set /traits/name/first=Ada --set /metadata_public='{"plan":"gold"}'
  zelos patch identity 9f425a8d-7efc-4768-8f23-7647a74fdf13 --patch '[{"op":"remove","path":"/traits/phone"}]'
  zelos patch identity 9f425a8d-7efc-4768-8f23-7647a74fdf13 --patch changes.json`,
    )
    .action((id: string, flags: PatchFlags) => patch(id, flags, terminal));
