import { Type } from '@sinclair/typebox';
import { CredentialTypeName } from '../../identities/schema.ts';
import { AssuranceLevel } from '../../sessions/schema.ts';
import { failures, nullable, OrganizationId, Time } from '../../shapes.ts';
import { FlowExpired, LocationChangeRequired, orError } from '../shapes/errors.ts';
import { flowMembers, State } from '../shapes/flow-members.ts';
import { oneOfBy } from '../shapes/one-of.ts';
import { MethodName, submissionBy } from '../shapes/submission-members.ts';
import { SuccessfulNativeLogin } from '../shapes/successes.ts';
import { type FlowDescriptions, flowAnswer, SENT_ON } from './operations.ts';
import { flowParameters as parameters } from './parameters.ts';

const LoginFlow = Type.Object(
  {
    ...flowMembers(CredentialTypeName, State('choose_method', 'sent_email', 'passed_challenge')),
    organization_id: Type.Optional(nullable(OrganizationId)),
    created_at: Type.Optional(Time),
    updated_at: Type.Optional(Time),
    refresh: Type.Optional(Type.Boolean({ description: 'Somebody who is signed in proves it once more.' })),
    requested_aal: Type.Optional(AssuranceLevel),
    session_token_exchange_code: Type.Optional(Type.String()),
    identity_schema: Type.Optional(Type.String()),
  },
  { $id: 'loginFlow' },
);

const WithPassword = submissionBy('updateLoginFlowWithPasswordMethod', MethodName('password'), {
  identifier: Type.String(),
  password: Type.String(),
  password_identifier: Type.Optional(Type.String({ description: 'An older name of identifier.' })),
});

const Body = oneOfBy('updateLoginFlowBody', 'method', { password: WithPassword });

export const LOGIN: FlowDescriptions = {
  browser: {
    id: 'createBrowserLoginFlow',
    summary: 'Begins to sign in, in a browser.',
    tag: 'frontend',
    parameters: [
      parameters.refresh,
      parameters.aal,
      parameters.returnTo,
      parameters.cookie,
      parameters.loginChallenge,
      parameters.organization,
      parameters.via,
      parameters.identitySchema,
    ],
    responses: { 200: flowAnswer(LoginFlow), 303: SENT_ON, ...failures(400) },
  },
  native: {
    id: 'createNativeLoginFlow',
    summary: 'Begins to sign in, in a native application.',
    tag: 'frontend',
    parameters: [
      parameters.refresh,
      parameters.aal,
      parameters.sessionToken,
      parameters.exchangeCode,
      parameters.returnTo,
      parameters.organization,
      parameters.via,
      parameters.identitySchema,
    ],
    responses: { 200: flowAnswer(LoginFlow), ...failures(400) },
  },
  fetch: {
    id: 'getLoginFlow',
    summary: 'The flow.',
    tag: 'frontend',
    parameters: [parameters.id, parameters.cookie],
    responses: { 200: flowAnswer(LoginFlow), ...failures(403, 404, 410) },
  },
  submit: {
    id: 'updateLoginFlow',
    summary: 'Sends the form to sign in.',
    tag: 'frontend',
    parameters: [parameters.flow, parameters.sessionToken, parameters.cookie],
    body: Body,
    bodyRequired: true,
    bodyAsForm: true,
    responses: {
      200: { description: 'Signed in.', schema: SuccessfulNativeLogin },
      303: SENT_ON,
      400: flowAnswer(orError(LoginFlow)),
      410: { description: 'The flow is over.', schema: FlowExpired },
      422: { description: 'The browser has to go elsewhere.', schema: LocationChangeRequired },
    },
  },
};
