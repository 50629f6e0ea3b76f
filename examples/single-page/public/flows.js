import { api } from './api.js';

/**
 * What the five flows have in common: a title, and the three calls that begin one, fetch one and submit its form.
 *
 * @typedef {import('@ory/client-fetch').LoginFlow | import('@ory/client-fetch').RegistrationFlow
 *   | import('@ory/client-fetch').SettingsFlow | import('@ory/client-fetch').RecoveryFlow
 *   | import('@ory/client-fetch').VerificationFlow} Flow
 * @typedef {{ title: string, elsewhere?: readonly (readonly [string, string])[],
 *   begin: (query: { returnTo?: string, refresh?: boolean }) => Promise<Flow>,
 *   fetch: (id: string) => Promise<Flow>,
 *   submit: (flow: string, body: any) => Promise<object> }} FlowKind
 */

/** @type {Readonly<Record<string, FlowKind>>} */
export const FLOWS = {
  login: {
    title: 'Sign in',
    elsewhere: [
      ['/registration', 'Create an account'],
      ['/recovery', 'Forgot your password?'],
    ],
    begin: (query) => api.createBrowserLoginFlow(query),
    fetch: (id) => api.getLoginFlow({ id }),
    submit: (flow, updateLoginFlowBody) => api.updateLoginFlow({ flow, updateLoginFlowBody }),
  },
  registration: {
    title: 'Create an account',
    elsewhere: [['/login', 'Sign in instead']],
    begin: (query) => api.createBrowserRegistrationFlow(query),
    fetch: (id) => api.getRegistrationFlow({ id }),
    submit: (flow, updateRegistrationFlowBody) => api.updateRegistrationFlow({ flow, updateRegistrationFlowBody }),
  },
  settings: {
    title: 'Your account',
    begin: (query) => api.createBrowserSettingsFlow(query),
    fetch: (id) => api.getSettingsFlow({ id }),
    submit: (flow, updateSettingsFlowBody) => api.updateSettingsFlow({ flow, updateSettingsFlowBody }),
  },
  recovery: {
    title: 'Recover your account',
    elsewhere: [['/login', 'Back to sign-in']],
    begin: (query) => api.createBrowserRecoveryFlow(query),
    fetch: (id) => api.getRecoveryFlow({ id }),
    submit: (flow, updateRecoveryFlowBody) => api.updateRecoveryFlow({ flow, updateRecoveryFlowBody }),
  },
  verification: {
    title: 'Confirm your address',
    begin: (query) => api.createBrowserVerificationFlow(query),
    fetch: (id) => api.getVerificationFlow({ id }),
    submit: (flow, updateVerificationFlowBody) => api.updateVerificationFlow({ flow, updateVerificationFlowBody }),
  },
};
