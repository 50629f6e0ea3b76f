/** The identity schema of a server without configuration: people with an e-mail address and a name. */
const SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Person',
  type: 'object',
  properties: {
    traits: {
      type: 'object',
      properties: {
        email: {
          title: 'E-mail',
          type: 'string',
          format: 'email',
          maxLength: 320,
          'ory.sh/kratos': {
            credentials: {
              password: { identifier: true },
              code: { identifier: true, via: 'email' },
              webauthn: { identifier: true },
              passkey: { display_name: true },
              totp: { account_name: true },
            },
            verification: { via: 'email' },
            recovery: { via: 'email' },
          },
        },
        name: {
          type: 'object',
          properties: {
            first: { title: 'First name', type: 'string', maxLength: 200 },
            last: { title: 'Last name', type: 'string', maxLength: 200 },
          },
          additionalProperties: false,
        },
      },
      required: ['email'],
      additionalProperties: false,
    },
  },
} as const;

/** The document, as a URL from which it can be read. */
export const DEFAULT_IDENTITY_SCHEMA_URL = `base64://${Buffer.from(JSON.stringify(SCHEMA)).toString('base64')}`;
