import { type TSchema, Type } from '@sinclair/typebox';
import { TransientPayload } from './flow-members.ts';

export const Traits = Type.Object({}, { additionalProperties: true, description: 'As the identity schema says.' });

/** A submission with a method; forms are read by `form/`, so the shape tells clients what to send, and nothing else. */
export function submissionBy<M extends Readonly<Record<string, TSchema>>>(id: string, method: TSchema, members: M) {
  return Type.Object(
    {
      method,
      csrf_token: Type.Optional(Type.String({ description: 'Of the form; native applications leave it out.' })),
      ...members,
      transient_payload: Type.Optional(TransientPayload),
    },
    { $id: id },
  );
}

export const MethodName = (name: string) => Type.String({ description: `Always "${name}".` });

/** The way of recovery and verification. */
export const WayName = Type.Unsafe<string>({ type: 'string', enum: ['link', 'code'] });
