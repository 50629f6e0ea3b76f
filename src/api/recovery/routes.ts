import { Type } from '@sinclair/typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../../error/api-error.ts';
import type { ErrorCode } from '../../error/catalogue.ts';
import { typedBody } from '../../http/body.ts';
import { sendJson } from '../../http/json-answer.ts';
import { queryOf } from '../../http/request.ts';
import { requestUrl } from '../../http/request-url.ts';
import type { Route } from '../../http/route.ts';
import { wireTime } from '../../lib/clock.ts';
import { parseGoDuration, printGoDuration } from '../../lib/go-duration.ts';
import { NIL_UUID, parseUuid } from '../../lib/uuid.ts';
import type { RecoveryDependencies } from '../../recovery/admin-flow.ts';
import { createRecoveryCode } from '../../recovery/recovery-code.ts';
import { createRecoveryLink } from '../../recovery/recovery-link.ts';
import { asksFor } from '../asks-for.ts';
import { failures, Time, Uuid } from '../shapes.ts';

const ExpiresIn = Type.Optional(
  Type.String({
    pattern: '^([0-9]+([.][0-9]+)?(ns|us|µs|ms|s|m|h))+$',
    description: 'How long it can be used: a duration such as 12h or 1h30m.',
  }),
);

const CodeBody = Type.Object(
  {
    identity_id: Type.Optional(Uuid),
    expires_in: ExpiresIn,
    flow_type: Type.Optional(Type.String({ description: 'browser or api.' })),
  },
  { $id: 'createRecoveryCodeForIdentityBody', ...asksFor('identity_id') },
);
const LinkBody = Type.Object(
  { identity_id: Type.Optional(Uuid), expires_in: ExpiresIn },
  { $id: 'createRecoveryLinkForIdentityBody', ...asksFor('identity_id') },
);
const CodeAnswer = Type.Object(
  { recovery_link: Type.String(), recovery_code: Type.String(), expires_at: Type.Optional(Time) },
  { $id: 'recoveryCodeForIdentity' },
);
const LinkAnswer = Type.Object(
  { recovery_link: Type.String(), expires_at: Type.Optional(Time) },
  { $id: 'recoveryLinkForIdentity' },
);

/** What the recovery routes are made of. */
export interface RecoveryApi extends RecoveryDependencies {
  readonly returnTo: { check(candidate: string): string };
  /** `selfservice.methods.code.enabled` and `selfservice.methods.link.enabled` */
  readonly codeEnabled: boolean;
  readonly linkEnabled: boolean;
}

/** The longest lifespan: the year has to stay one of four digits. */
const MAX_MICROS = 7_000n * 365n * 86_400_000_000n;

function identityIdOf(text: string | undefined): string {
  if (text === undefined) return NIL_UUID;
  const id = parseUuid(text);
  if (id !== undefined) return id;
  throw new ApiError('body_undecodable', {
    params: { fault: `uuid: incorrect UUID length ${text.length} in string ${JSON.stringify(text)}` },
    details: { pointer: '/identity_id', rule: 'format', expected: 'a UUID', got: text },
  });
}

function lifespanOf(
  text: string | undefined,
  past: ErrorCode,
  shown: (nanoseconds: bigint, text: string) => string,
): number | undefined {
  if (text === undefined || text === '') return undefined;
  const nanoseconds = parseGoDuration(text);
  const details = { pointer: '/expires_in', rule: 'duration', expected: 'a positive duration such as 12h', got: text };
  if (nanoseconds === undefined) throw new ApiError('expires_in_invalid', { params: { value: text }, details });
  if (nanoseconds <= 0n) throw new ApiError(past, { params: { value: shown(nanoseconds, text) }, details });
  const micros = nanoseconds / 1000n;
  return Number(micros > MAX_MICROS ? MAX_MICROS : micros < 1n ? 1n : micros);
}

/** The URL that the flow remembers as its start, with a checked `return_to`. */
function requestUrlOf(request: FastifyRequest, { returnTo }: RecoveryApi): string {
  const returnUrl = queryOf(request).get('return_to') ?? '';
  if (returnUrl !== '') returnTo.check(returnUrl);
  return requestUrl(request);
}

async function createCode(request: FastifyRequest, reply: FastifyReply, api: RecoveryApi): Promise<FastifyReply> {
  if (!api.codeEnabled) throw new ApiError('method_disabled', { params: { method: 'code' } });
  const body = typedBody(request, CodeBody);
  const identityId = identityIdOf(body.identity_id);
  const lifespanMicros = lifespanOf(body.expires_in, 'code_expires_in_past', printGoDuration);
  const type = body.flow_type ?? 'browser';
  if (type !== 'browser' && type !== 'api') {
    throw new ApiError('flow_type_invalid', {
      params: { value: type },
      details: { pointer: '/flow_type', rule: 'enum', expected: 'browser, api', got: type },
    });
  }
  const begunAt = requestUrlOf(request, api);
  const { link, code, expiresAt } = await createRecoveryCode(
    { identityId, requestUrl: begunAt, type, ...(lifespanMicros !== undefined && { lifespanMicros }) },
    api,
  );
  return sendJson(reply, 201, JSON.stringify({ recovery_link: link, recovery_code: code, expires_at: wireTime(expiresAt) }));
}

async function createLink(request: FastifyRequest, reply: FastifyReply, api: RecoveryApi): Promise<FastifyReply> {
  if (!api.linkEnabled) throw new ApiError('method_disabled', { params: { method: 'link' } });
  const body = typedBody(request, LinkBody);
  const identityId = identityIdOf(body.identity_id);
  const lifespanMicros = lifespanOf(body.expires_in, 'link_expires_in_past', (_nanoseconds, text) => text);
  const begunAt = requestUrlOf(request, api);
  const { link, expiresAt } = await createRecoveryLink(
    { identityId, requestUrl: begunAt, ...(lifespanMicros !== undefined && { lifespanMicros }) },
    api,
  );
  return sendJson(reply, 200, JSON.stringify({ recovery_link: link, expires_at: wireTime(expiresAt) }));
}

const returnToParameter = {
  in: 'query',
  name: 'return_to',
  description: 'Where to go after the recovery.',
  schema: Type.String(),
} as const;

/** Recovery by an administrator, on the admin listener. */
export function recoveryRoutes(api: RecoveryApi): Route[] {
  return [
    {
      method: 'POST',
      path: '/admin/recovery/code',
      scope: 'recovery:code',
      tooLarge: 'body_too_large_to_decode',
      operation: {
        id: 'createRecoveryCodeForIdentity',
        summary: 'Makes a recovery code to hand over.',
        tag: 'identity',
        body: CodeBody,
        responses: {
          201: { description: 'The code, and the page where it is entered.', schema: CodeAnswer },
          ...failures(400, 404),
        },
      },
      handle: (request, reply) => createCode(request, reply, api),
    },
    {
      method: 'POST',
      path: '/admin/recovery/link',
      scope: 'recovery:link',
      tooLarge: 'body_too_large_to_decode',
      operation: {
        id: 'createRecoveryLinkForIdentity',
        summary: 'Makes a recovery link to hand over.',
        tag: 'identity',
        parameters: [returnToParameter],
        body: LinkBody,
        responses: { 200: { description: 'The link.', schema: LinkAnswer }, ...failures(400, 404) },
      },
      handle: (request, reply) => createLink(request, reply, api),
    },
  ];
}
