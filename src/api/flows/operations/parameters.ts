import { Type } from '@sinclair/typebox';
import type { Parameter } from '../../../http/route.ts';

const query = (name: string, description: string, required = false) =>
  ({ in: 'query', name, description, required, schema: Type.String() }) as const satisfies Parameter;
const flag = (name: string, description: string) =>
  ({ in: 'query', name, description, schema: Type.Boolean() }) as const satisfies Parameter;

const COOKIES = 'The cookies of the browser, handed on by a server.';

/** The parameters that several operations of self-service have. */
export const flowParameters = {
  sessionToken: {
    in: 'header',
    name: 'X-Session-Token',
    description: 'The session token, of a native application.',
    schema: Type.String(),
  },
  cookie: { in: 'header', name: 'Cookie', description: COOKIES, schema: Type.String() },
  /** So spelled with some operations; names of headers know no case. */
  lowerCookie: { in: 'header', name: 'cookie', description: COOKIES, schema: Type.String() },
  id: query('id', 'Id of the flow.', true),
  flow: query('flow', 'Id of the flow.', true),
  linkToken: query('token', 'The token of a link.'),
  refresh: flag('refresh', 'Asks somebody who is signed in to prove it once more.'),
  aal: query('aal', 'aal2 asks for a second factor.'),
  via: query('via', 'The address that a code goes to.'),
  returnTo: query('return_to', 'Where the browser goes in the end.'),
  organization: query('organization', 'Organization that the flow is for.'),
  identitySchema: query('identity_schema', 'Id of the identity schema of the form.'),
  loginChallenge: query('login_challenge', 'Of an OAuth 2.0 server.'),
  exchangeCode: flag('return_session_token_exchange_code', 'Asks for a code that is traded for a session token later.'),
  afterVerification: query('after_verification_return_to', 'Where the browser goes after the verification.'),
  skipSettings: query('skip_settings', 'Whether the recovery ends without the settings.'),
} as const satisfies Readonly<Record<string, Parameter>>;
