import { Type } from '@sinclair/typebox';
import { failures } from '../../shapes.ts';
import { ContinueWithList } from '../shapes/continue-with.ts';
import { FlowExpired, LocationChangeRequired, orError } from '../shapes/errors.ts';
import { flowMembers, State } from '../shapes/flow-members.ts';
import { oneOfBy } from '../shapes/one-of.ts';
import { submissionBy, WayName } from '../shapes/submission-members.ts';
import { type FlowDescriptions, flowAnswer, SENT_ON } from './operations.ts';
import { flowParameters as parameters } from './parameters.ts';

const RecoveryFlow = Type.Object(
  {
    ...flowMembers(Type.String(), State('choose_method', 'sent_email', 'passed_challenge')),
    continue_with: Type.Optional(ContinueWithList),
  },
  { $id: 'recoveryFlow' },
);

const WithLink = submissionBy('updateRecoveryFlowWithLinkMethod', WayName, { email: Type.String() });

const WithCode = submissionBy('updateRecoveryFlowWithCodeMethod', WayName, {
  email: Type.Optional(Type.String({ description: 'Where the code goes; sent again, another code goes there.' })),
  code: Type.Optional(Type.String()),
  recovery_address: Type.Optional(Type.String({ description: 'As email, where addresses are chosen.' })),
  recovery_select_address: Type.Optional(Type.String({ description: 'One of the masked addresses of the form.' })),
  recovery_confirm_address: Type.Optional(Type.String({ description: 'The whole of the address that was chosen.' })),
  screen: Type.Optional(Type.String({ description: 'Goes back to another step.' })),
});

const Body = oneOfBy('updateRecoveryFlowBody', 'method', { link: WithLink, code: WithCode });

export const RECOVERY: FlowDescriptions = {
  browser: {
    id: 'createBrowserRecoveryFlow',
    summary: 'Begins to recover an account, in a browser.',
    tag: 'frontend',
    parameters: [parameters.returnTo, parameters.skipSettings],
    responses: { 200: flowAnswer(RecoveryFlow), 303: SENT_ON, ...failures(400) },
  },
  native: {
    id: 'createNativeRecoveryFlow',
    summary: 'Begins to recover an account, in a native application.',
    tag: 'frontend',
    responses: { 200: flowAnswer(RecoveryFlow), ...failures(400) },
  },
  fetch: {
    id: 'getRecoveryFlow',
    summary: 'The flow.',
    tag: 'frontend',
    parameters: [parameters.id, parameters.cookie],
    responses: { 200: flowAnswer(RecoveryFlow), ...failures(404, 410) },
  },
  submit: {
    id: 'updateRecoveryFlow',
    summary: 'Sends the form: the address, then the code.',
    tag: 'frontend',
    parameters: [parameters.flow, parameters.linkToken, parameters.cookie],
    body: Body,
    bodyRequired: true,
    bodyAsForm: true,
    responses: {
      200: flowAnswer(RecoveryFlow),
      303: SENT_ON,
      400: flowAnswer(orError(RecoveryFlow)),
      410: { description: 'The flow is over.', schema: FlowExpired },
      422: { description: 'The browser has to go elsewhere.', schema: LocationChangeRequired },
    },
  },
};
