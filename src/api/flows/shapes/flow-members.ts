import { type TSchema, Type } from '@sinclair/typebox';
import { Time, Uuid } from '../../shapes.ts';
import { UiContainer } from './ui.ts';

const FlowType = Type.String({ $id: 'selfServiceFlowType', description: 'browser, or api for native applications.' });

/** What a client sends along with a submission, for hooks and messages. */
export const TransientPayload = Type.Object({}, { additionalProperties: true, description: 'For hooks and messages; not kept.' });

export const RequestUrl = Type.String({ description: 'The URL that the flow began with.' });

/** Not closed: hooks and methods may have states of their own. */
export const State = (...states: readonly string[]) => Type.Unsafe<unknown>({ description: `One of ${states.join(', ')}.` });

/** The members that flows of every kind have. */
export function flowMembers<A extends TSchema>(active: A, state: ReturnType<typeof State>) {
  return {
    id: Uuid,
    type: FlowType,
    expires_at: Time,
    issued_at: Time,
    request_url: RequestUrl,
    return_to: Type.Optional(Type.String({ description: 'Where the browser goes in the end.' })),
    active: Type.Optional(active),
    ui: UiContainer,
    state,
    transient_payload: Type.Optional(TransientPayload),
  };
}
