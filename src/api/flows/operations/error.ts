import { Type } from '@sinclair/typebox';
import type { Operation } from '../../../http/route.ts';
import { failures, Time, Uuid } from '../../shapes.ts';
import { SENT_ON } from './operations.ts';

const FlowError = Type.Object(
  {
    id: Uuid,
    error: Type.Optional(Type.Object({}, { additionalProperties: true, description: 'As in the answer of other operations.' })),
    created_at: Type.Optional(Time),
    updated_at: Type.Optional(Time),
  },
  { $id: 'flowError' },
);

export const SHOW_ERROR: Operation = {
  id: 'getFlowError',
  summary: 'The error that a browser was sent to the error page with.',
  tag: 'frontend',
  parameters: [{ in: 'query', name: 'id', description: 'Id of the error.', required: true, schema: Type.String() }],
  responses: { 200: { description: 'The error.', schema: FlowError }, ...failures(403, 404, 500) },
};

export const CHANGE_PASSWORD: Operation = {
  id: 'getWellKnownChangePassword',
  summary: 'Sends the browser to where passwords are changed.',
  tag: 'frontend',
  responses: { 303: SENT_ON },
};
