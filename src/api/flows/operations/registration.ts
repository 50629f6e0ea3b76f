import { Type } from '@sinclair/typebox';
import { CredentialTypeName } from '../../identities/schema.ts';
import { failures, nullable, OrganizationId } from '../../shapes.ts';
import { FlowExpired, LocationChangeRequired, orError } from '../shapes/errors.ts';
import { flowMembers, State } from '../shapes/flow-members.ts';
import { oneOfBy } from '../shapes/one-of.ts';
import { MethodName, submissionBy, Traits } from '../shapes/submission-members.ts';
import { SuccessfulNativeRegistration } from '../shapes/successes.ts';
import { type FlowDescriptions, flowAnswer, SENT_ON } from './operations.ts';
import { flowParameters as parameters } from './parameters.ts';

const RegistrationFlow = Type.Object(
  {
    ...flowMembers(CredentialTypeName, State('choose_method', 'sent_email', 'passed_challenge')),
    organization_id: Type.Optional(nullable(OrganizationId)),
    session_token_exchange_code: Type.Optional(Type.String()),
    identity_schema: Type.Optional(Type.String()),
  },
  { $id: 'registrationFlow' },
);

const WithPassword = submissionBy('updateRegistrationFlowWithPasswordMethod', MethodName('password'), {
  traits: Traits,
  password: Type.String(),
});

const WithProfile = submissionBy('updateRegistrationFlowWithProfileMethod', MethodName('profile'), {
  traits: Traits,
  screen: Type.Optional(Type.Unsafe<string>({ type: 'string', enum: ['credential-selection', 'previous'] })),
});

const Body = oneOfBy('updateRegistrationFlowBody', 'method', { password: WithPassword, profile: WithProfile });

export const REGISTRATION: FlowDescriptions = {
  browser: {
    id: 'createBrowserRegistrationFlow',
    summary: 'Begins to sign up, in a browser.',
    tag: 'frontend',
    parameters: [
      parameters.returnTo,
      parameters.loginChallenge,
      parameters.afterVerification,
      parameters.organization,
      parameters.identitySchema,
    ],
    responses: { 200: flowAnswer(RegistrationFlow), 303: SENT_ON },
  },
  native: {
    id: 'createNativeRegistrationFlow',
    summary: 'Begins to sign up, in a native application.',
    tag: 'frontend',
    parameters: [parameters.exchangeCode, parameters.returnTo, parameters.organization, parameters.identitySchema],
    responses: { 200: flowAnswer(RegistrationFlow), ...failures(400) },
  },
  fetch: {
    id: 'getRegistrationFlow',
    summary: 'The flow.',
    tag: 'frontend',
    parameters: [parameters.id, parameters.cookie],
    responses: { 200: flowAnswer(RegistrationFlow), ...failures(403, 404, 410) },
  },
  submit: {
    id: 'updateRegistrationFlow',
    summary: 'Sends the form to sign up.',
    tag: 'frontend',
    parameters: [parameters.flow, parameters.cookie],
    body: Body,
    bodyRequired: true,
    bodyAsForm: true,
    responses: {
      200: { description: 'Signed up.', schema: SuccessfulNativeRegistration },
      303: SENT_ON,
      400: flowAnswer(orError(RegistrationFlow)),
      410: { description: 'The flow is over.', schema: FlowExpired },
      422: { description: 'The browser has to go elsewhere.', schema: LocationChangeRequired },
    },
  },
};
