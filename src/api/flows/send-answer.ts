import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Answer } from '../../form/answer.ts';
import type { ContinueWith } from '../../form/continue-with.ts';
import { sendError } from '../../http/error-answer.ts';
import { sendJson } from '../../http/json-answer.ts';
import { type Clock, now } from '../../lib/clock.ts';
import type { IdentityRow } from '../../store/identity-store.ts';
import type { SessionRow } from '../../store/session-store.ts';
import { renderIdentity } from '../identities/serialise.ts';
import type { SchemaUrls } from '../schemas/schema-urls.ts';
import { renderSession } from '../sessions/serialise.ts';
import { renderFlow } from './serialise.ts';

export interface AnswerDependencies {
  readonly schemaUrls: SchemaUrls;
  readonly clock: Clock;
}

const listOrNull = (items: readonly ContinueWith[]) => (items.length === 0 ? 'null' : JSON.stringify(items));

/** Puts the answer of a flow on the wire. */
export function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Answer,
  { schemaUrls, clock }: AnswerDependencies,
): FastifyReply {
  const sessionText = (session: SessionRow, identity: IdentityRow | undefined) =>
    renderSession(session, {
      at: now(clock),
      schemaUrls,
      metadataAdmin: 'never',
      devices: 'shown',
      ...(identity && { identity }),
    });
  const token = (value: string | undefined) => (value === undefined ? '' : `"session_token":${JSON.stringify(value)},`);

  switch (answer.kind) {
    case 'flow':
      return sendJson(reply, answer.status, renderFlow(answer.flow, { schemaUrls, ...answer }));
    case 'redirect':
      return reply.code(answer.status).header('location', answer.location).send();
    case 'signed in': {
      const session = sessionText(answer.session, answer.identity);
      return sendJson(
        reply,
        200,
        `{${token(answer.token)}"session":${session},"continue_with":${listOrNull(answer.continueWith)}}`,
      );
    }
    case 'signed up': {
      const { identity } = answer;
      const session = answer.session ? `"session":${sessionText(answer.session, identity)},` : '';
      const shown = renderIdentity(identity, { schemaUrl: schemaUrls.of(identity.schemaId), metadataAdmin: 'never' });
      return sendJson(
        reply,
        200,
        `{${token(answer.token)}${session}"identity":${shown},"continue_with":${listOrNull(answer.continueWith)}}`,
      );
    }
    case 'json':
      return sendJson(reply, 200, answer.json);
    case 'nothing':
      return reply
        .code(204)
        .headers(answer.headers ?? {})
        .send();
    case 'error':
      return sendError(request, reply, answer.error, answer.error.beside, answer.status);
  }
}
