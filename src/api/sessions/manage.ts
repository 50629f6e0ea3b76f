import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../../error/api-error.ts';
import { bodyBytes, decoding } from '../../http/body.ts';
import { sendJson } from '../../http/json-answer.ts';
import { decode } from '../../json/decode.ts';
import { decodeUtf8 } from '../../json/utf8.ts';
import { now } from '../../lib/clock.ts';
import { parseUuid } from '../../lib/uuid.ts';
import type { SessionTargets } from '../../store/session-store.ts';
import type { SessionApi } from './dependencies.ts';
import { ManageSessionsBody } from './schema.ts';

const MAX_IDS = 500;
const MAX_AT_ONCE = 5000;

function uuids(field: 'identities' | 'sessions', values: readonly string[]): string[] {
  const invalid = (fault: string, got: string) =>
    new ApiError('sessions_target_invalid', {
      params: { field, fault },
      details: { pointer: `/${field}`, rule: 'format', expected: 'UUIDs', got },
    });
  if (values.length > MAX_IDS) throw invalid(`at most ${MAX_IDS} IDs may be provided per call`, `${values.length} ids`);
  return values.map((value) => {
    if (value === '*') throw invalid("the wildcard '*' is not accepted here", value);
    const id = parseUuid(value);
    if (id === undefined)
      throw invalid(
        `could not parse ${JSON.stringify(value)} as UUID: uuid: incorrect UUID length ${value.length} in string ${JSON.stringify(value)}`,
        value,
      );
    return id;
  });
}

function targetsOf(identities: readonly string[], sessions: readonly string[]): SessionTargets {
  if (identities.length > 0 === sessions.length > 0) throw new ApiError('sessions_targets');
  if (sessions.length > 0) return { by: 'sessions', ids: uuids('sessions', sessions) };
  if (identities.length === 1 && identities[0] === '*') return { by: 'all', limit: MAX_AT_ONCE };
  return { by: 'identities', ids: uuids('identities', identities) };
}

/** manageSessions: revokes or removes many sessions. */
export async function manageSessions(
  request: FastifyRequest,
  reply: FastifyReply,
  { store, clock }: SessionApi,
): Promise<FastifyReply> {
  const body = decoding('body_json', () =>
    decode(ManageSessionsBody, decodeUtf8(bodyBytes(request)), { unknown: 'ignore', trailing: 'ignore' }),
  );
  if (body.action !== 'disable' && body.action !== 'delete') {
    throw new ApiError('sessions_action', {
      details: { pointer: '/action', rule: 'enum', expected: 'disable, delete', got: body.action ?? '' },
    });
  }
  const targets = targetsOf(body.identities ?? [], body.sessions ?? []);
  const processed =
    body.action === 'disable' ? await store.sessions.disableMany(targets, now(clock)) : await store.sessions.deleteMany(targets);
  return sendJson(reply, 200, JSON.stringify({ processed, more: targets.by === 'all' && processed === targets.limit }));
}
