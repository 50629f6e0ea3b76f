import { Type } from '@sinclair/typebox';
import { IdentityShape } from '../../identities/schema.ts';
import { failures, nullable, OrganizationId } from '../../shapes.ts';
import { ContinueWithList } from '../shapes/continue-with.ts';
import {
  AalNotSatisfied,
  FlowExpired,
  LocationChangeRequired,
  NeedsPrivilegedSession,
  orError,
  SessionMissing,
} from '../shapes/errors.ts';
import { flowMembers, State } from '../shapes/flow-members.ts';
import { oneOfBy } from '../shapes/one-of.ts';
import { MethodName, submissionBy, Traits } from '../shapes/submission-members.ts';
import { type FlowDescriptions, flowAnswer, SENT_ON } from './operations.ts';
import { flowParameters as parameters } from './parameters.ts';

const SettingsFlow = Type.Object(
  {
    ...flowMembers(Type.String(), State('show_form', 'success')),
    organization_id: Type.Optional(nullable(OrganizationId)),
    identity: IdentityShape,
    continue_with: Type.Optional(ContinueWithList),
  },
  { $id: 'settingsFlow' },
);

const WithPassword = submissionBy('updateSettingsFlowWithPasswordMethod', MethodName('password'), { password: Type.String() });

const WithProfile = submissionBy('updateSettingsFlowWithProfileMethod', MethodName('profile'), { traits: Traits });

const Body = oneOfBy('updateSettingsFlowBody', 'method', { password: WithPassword, profile: WithProfile });

const otherFactor = { description: 'The session has to show another factor.', schema: AalNotSatisfied };

export const SETTINGS: FlowDescriptions = {
  browser: {
    id: 'createBrowserSettingsFlow',
    summary: 'Begins to change the settings of whoever is signed in, in a browser.',
    tag: 'frontend',
    parameters: [parameters.returnTo, parameters.cookie, parameters.organization],
    responses: {
      200: flowAnswer(SettingsFlow),
      303: SENT_ON,
      ...failures(400),
      401: { description: 'Nobody is signed in.', schema: SessionMissing },
      403: otherFactor,
    },
  },
  native: {
    id: 'createNativeSettingsFlow',
    summary: 'Begins to change the settings of whoever is signed in, in a native application.',
    tag: 'frontend',
    parameters: [parameters.sessionToken, parameters.organization],
    responses: { 200: flowAnswer(SettingsFlow), ...failures(400), 403: otherFactor },
  },
  fetch: {
    id: 'getSettingsFlow',
    summary: 'The flow.',
    tag: 'frontend',
    parameters: [parameters.id, parameters.sessionToken, parameters.cookie],
    responses: { 200: flowAnswer(SettingsFlow), ...failures(401, 404, 410), 403: otherFactor },
  },
  submit: {
    id: 'updateSettingsFlow',
    summary: 'Sends the form with changes.',
    tag: 'frontend',
    parameters: [parameters.flow, parameters.sessionToken, parameters.cookie],
    body: Body,
    bodyRequired: true,
    bodyAsForm: true,
    responses: {
      200: flowAnswer(SettingsFlow),
      303: SENT_ON,
      400: flowAnswer(orError(SettingsFlow)),
      ...failures(401),
      403: { description: 'Only after signing in anew, or with another factor.', schema: NeedsPrivilegedSession },
      410: { description: 'The flow is over.', schema: FlowExpired },
      422: { description: 'The browser has to go elsewhere.', schema: LocationChangeRequired },
    },
  },
};
