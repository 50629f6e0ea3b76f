import { Type } from '@sinclair/typebox';
import { failures, Time } from '../../shapes.ts';
import { FlowExpired, orError } from '../shapes/errors.ts';
import { flowMembers, RequestUrl, State } from '../shapes/flow-members.ts';
import { oneOfBy } from '../shapes/one-of.ts';
import { submissionBy, WayName } from '../shapes/submission-members.ts';
import { type FlowDescriptions, flowAnswer, SENT_ON } from './operations.ts';
import { flowParameters as parameters } from './parameters.ts';

const VerificationFlow = Type.Object(
  {
    ...flowMembers(Type.String(), State('choose_method', 'sent_email', 'passed_challenge')),
    expires_at: Type.Optional(Time),
    issued_at: Type.Optional(Time),
    request_url: Type.Optional(RequestUrl),
  },
  { $id: 'verificationFlow' },
);

const WithLink = submissionBy('updateVerificationFlowWithLinkMethod', WayName, { email: Type.String() });

const WithCode = submissionBy('updateVerificationFlowWithCodeMethod', WayName, {
  email: Type.Optional(Type.String({ description: 'Where the code goes; sent again, another code goes there.' })),
  code: Type.Optional(Type.String()),
});

const Body = oneOfBy('updateVerificationFlowBody', 'method', { link: WithLink, code: WithCode });

export const VERIFICATION: FlowDescriptions = {
  browser: {
    id: 'createBrowserVerificationFlow',
    summary: 'Begins to verify an address, in a browser.',
    tag: 'frontend',
    parameters: [parameters.returnTo],
    responses: { 200: flowAnswer(VerificationFlow), 303: SENT_ON },
  },
  native: {
    id: 'createNativeVerificationFlow',
    summary: 'Begins to verify an address, in a native application.',
    tag: 'frontend',
    parameters: [parameters.returnTo],
    responses: { 200: flowAnswer(VerificationFlow), ...failures(400) },
  },
  fetch: {
    id: 'getVerificationFlow',
    summary: 'The flow.',
    tag: 'frontend',
    parameters: [parameters.id, parameters.lowerCookie],
    responses: { 200: flowAnswer(VerificationFlow), ...failures(403, 404) },
  },
  submit: {
    id: 'updateVerificationFlow',
    summary: 'Sends the form: the address, then the code.',
    tag: 'frontend',
    parameters: [parameters.flow, parameters.linkToken, parameters.cookie],
    body: Body,
    bodyRequired: true,
    bodyAsForm: true,
    responses: {
      200: flowAnswer(VerificationFlow),
      303: SENT_ON,
      400: flowAnswer(orError(VerificationFlow)),
      410: { description: 'The flow is over.', schema: FlowExpired },
    },
  },
};
