import type { FrontendApi, UiContainer } from '@ory/client-fetch';

/** What a page needs of a flow. */
interface FetchedFlow {
  readonly ui: UiContainer;
  /** Somebody is signed in, and only confirms that it is still them. */
  readonly refresh?: boolean;
}

/** What the five flows have in common. */
export interface FlowKind {
  readonly title: string;
  /** Links below the form: where to, and what they say. */
  readonly elsewhere: readonly (readonly [string, string])[];
  /** Fetches a flow. The cookie of the browser shows that it is the browser's own. */
  fetch(api: FrontendApi, request: { readonly id: string; readonly cookie: string }): Promise<FetchedFlow>;
}

export const FLOWS: ReadonlyMap<string, FlowKind> = new Map<string, FlowKind>([
  [
    'login',
    {
      title: 'Sign in',
      elsewhere: [
        ['/registration', 'Create an account'],
        ['/recovery', 'Forgot your password?'],
      ],
      fetch: (api, request) => api.getLoginFlow(request),
    },
  ],
  [
    'registration',
    {
      title: 'Create an account',
      elsewhere: [['/login', 'Sign in instead']],
      fetch: (api, request) => api.getRegistrationFlow(request),
    },
  ],
  ['settings', { title: 'Your account', elsewhere: [], fetch: (api, request) => api.getSettingsFlow(request) }],
  [
    'recovery',
    {
      title: 'Recover your account',
      elsewhere: [['/login', 'Back to sign-in']],
      fetch: (api, request) => api.getRecoveryFlow(request),
    },
  ],
  ['verification', { title: 'Confirm your address', elsewhere: [], fetch: (api, request) => api.getVerificationFlow(request) }],
]);
