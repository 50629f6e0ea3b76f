import type { JsonObject } from './openapi-document.ts';

/** What answers may have although Ory's document says otherwise. */
export interface Allowance {
  readonly component: string;
  /** Member of the component that the change is for; the component itself unless given. */
  readonly member?: string;
  /** Keywords that are put in place of those that there are; a `$ref` is put in place of everything. */
  readonly change: JsonObject;
  readonly reason: string;
}

const orNull = (component: string, members: readonly string[], reason: string): Allowance[] =>
  members.map((member) => ({ component, member, change: { nullable: true }, reason }));

/** All of them. Nothing but this is forgiven. */
export const ALLOWANCES: readonly Allowance[] = [
  {
    component: 'errorGeneric',
    change: { additionalProperties: true },
    reason: 'A batch of which everything failed tells what became of each item beside the error.',
  },
  {
    component: 'genericError',
    member: 'details',
    change: { additionalProperties: true },
    reason: 'Code, place, rule and hint of an error stand there.',
  },
  { component: 'nullTime', change: { nullable: true }, reason: 'Its name says it: a time that is not set.' },
  {
    component: 'identityPatchResponse',
    change: { nullable: true },
    reason: 'An item that was null is answered by null in its place.',
  },
  {
    component: 'courierMessageType',
    change: { enum: ['email', 'sms'] },
    reason: 'Ory’s servers send sms for what the document calls phone.',
  },
  ...orNull('messageDispatch', ['error'], 'Ory’s servers send null for an attempt that succeeded.'),
  ...orNull('identityCredentials', ['identifiers'], 'Ory’s servers send null in the answer to a create.'),
  ...orNull('session', ['identity', 'devices', 'authentication_methods'], 'Ory’s servers send null for what was not expanded.'),
  ...orNull('sessionDevice', ['ip_address', 'location', 'user_agent'], 'Ory’s servers send null for what is not known.'),
  ...orNull('successfulNativeLogin', ['continue_with'], 'Ory’s servers send null where there is nothing more to do.'),
  ...orNull('successfulNativeRegistration', ['continue_with'], 'Ory’s servers send null where there is nothing more to do.'),
  {
    component: 'errorBrowserLocationChangeRequired',
    member: 'error',
    change: { $ref: '#/components/schemas/genericError' },
    reason: 'Ory’s servers send the error of every other answer there, not a whole answer.',
  },
];
