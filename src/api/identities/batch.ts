import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../../error/api-error.ts';
import { strictBody } from '../../http/body.ts';
import { errorObject, sendError } from '../../http/error-answer.ts';
import { sendJson } from '../../http/json-answer.ts';
import { type BatchOutcome, createIdentities, inBatchItem } from '../../identity/create.ts';
import type { NewIdentity } from '../../identity/new-identity.ts';
import { newIdentityFrom, uuidMember } from './body.ts';
import { creating } from './create.ts';
import type { IdentityApi } from './dependencies.ts';

const MAX_ITEMS = 1000;
const MAX_PASSWORDS = 200;

function countPasswords(inputs: readonly NewIdentity[], { kinds }: IdentityApi): number {
  return inputs.filter(({ credentials = {} }) =>
    kinds.importable.some((kind) => credentials[kind.type] !== undefined && kind.needsHashing?.(credentials[kind.type])),
  ).length;
}

function inputFrom(create: Parameters<typeof newIdentityFrom>[0], index: number): NewIdentity {
  try {
    return newIdentityFrom(create);
  } catch (error) {
    throw inBatchItem(error, index);
  }
}

function itemAnswer(outcome: BatchOutcome, patchId: string | undefined) {
  const patch = patchId === undefined ? {} : { patch_id: patchId };
  if ('created' in outcome) return { action: 'create', identity: outcome.created.id, ...patch };
  return { action: 'error', ...patch, error: errorObject(outcome.failed) };
}

/** When nothing was created the answer as a whole is an error, which still tells what became of each item. */
function failureOfAll(outcomes: readonly BatchOutcome[]): ApiError | undefined {
  const failures: ApiError[] = [];
  for (const outcome of outcomes) {
    if ('created' in outcome) return undefined;
    failures.push(outcome.failed);
  }
  if (failures.some(({ status }) => status === 409)) return new ApiError('identity_conflict');
  const [first] = failures;
  return (
    first && new ApiError('batch_item_invalid', { params: { reason: first.reason ?? first.message }, details: first.details })
  );
}

/** batchPatchIdentities: creates many identities; what fails, fails alone. */
export async function batchPatchIdentities(
  request: FastifyRequest,
  reply: FastifyReply,
  api: IdentityApi,
): Promise<FastifyReply> {
  const { identities: items = [] } = strictBody(request, api.bodies.batch);
  if (items.length > MAX_ITEMS) {
    throw new ApiError('batch_too_large', {
      details: { pointer: '/identities', rule: 'maxItems', expected: `at most ${MAX_ITEMS}`, got: String(items.length) },
    });
  }
  const wanted = items.map((item, index) => ({
    patchId: item?.patch_id === undefined ? undefined : uuidMember(item.patch_id, `/identities/${index}/patch_id`),
    input: item?.create === undefined ? undefined : inputFrom(item.create, index),
  }));
  const passwords = countPasswords(
    wanted.flatMap(({ input }) => input ?? []),
    api,
  );
  if (passwords > MAX_PASSWORDS) {
    throw new ApiError('batch_too_many_passwords', {
      details: { pointer: '/identities', rule: 'maxItems', expected: `at most ${MAX_PASSWORDS}`, got: String(passwords) },
    });
  }

  const outcomes = await createIdentities(
    wanted.map(({ input }) => input),
    creating(api),
  );
  const identities = outcomes.map((outcome, index) => (outcome ? itemAnswer(outcome, wanted[index]?.patchId) : null));
  const failure = api.allFailed === 'error' ? failureOfAll(outcomes.flatMap((outcome) => outcome ?? [])) : undefined;
  return failure ? sendError(request, reply, failure, { identities }) : sendJson(reply, 200, JSON.stringify({ identities }));
}
