import type { TSchema } from '@sinclair/typebox';
import type { Operation, ResponseDescription } from '../../../http/route.ts';

/** What the document says of the operations of the flows of one kind. */
export interface FlowDescriptions {
  readonly browser: Operation;
  readonly native: Operation;
  readonly fetch: Operation;
  readonly submit: Operation;
}

export const flowAnswer = (schema: TSchema): ResponseDescription => ({ description: 'The flow with its form.', schema });

/** Of requests that ask for HTML. */
export const SENT_ON: ResponseDescription = { description: 'The browser is sent on.' };
