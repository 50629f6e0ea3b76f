import { Type } from '@sinclair/typebox';
import type { Operation } from '../../../http/route.ts';
import { failures } from '../../shapes.ts';
import { SENT_ON } from './operations.ts';
import { flowParameters as parameters } from './parameters.ts';

const LogoutFlow = Type.Object(
  {
    logout_url: Type.String({ description: 'Where a browser signs out.' }),
    logout_token: Type.String({ description: 'The same for programs.' }),
  },
  { $id: 'logoutFlow' },
);

const NativeBody = Type.Object({ session_token: Type.String() }, { $id: 'performNativeLogoutBody' });

const logoutToken = { in: 'query', name: 'token', description: 'The logout token.', schema: Type.String() } as const;

export const LOGOUT = {
  browser: {
    id: 'createBrowserLogoutFlow',
    summary: 'Where the browser signs out.',
    tag: 'frontend',
    parameters: [parameters.lowerCookie, parameters.returnTo],
    responses: { 200: { description: 'The URL and its token.', schema: LogoutFlow }, ...failures(400, 401, 500) },
  },
  finish: {
    id: 'updateLogoutFlow',
    summary: 'Signs a browser out.',
    tag: 'frontend',
    parameters: [logoutToken, parameters.returnTo, parameters.cookie],
    responses: { 204: { description: 'Signed out, for programs.' }, 303: SENT_ON },
  },
  native: {
    id: 'performNativeLogout',
    summary: 'Ends the session of a native application.',
    tag: 'frontend',
    body: NativeBody,
    bodyRequired: true,
    responses: { 204: { description: 'Signed out.' }, ...failures(400) },
  },
} as const satisfies Readonly<Record<string, Operation>>;
