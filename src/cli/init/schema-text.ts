import type { Answers } from './answers.ts';

const byCode = { identifier: true, via: 'email' };
const reached = { verification: { via: 'email' }, recovery: { via: 'email' } };

const email = (credentials: object) => ({
  type: 'string',
  format: 'email',
  title: 'E-mail',
  maxLength: 320,
  'ory.sh/kratos': { credentials, ...reached },
});

const NAME = {
  type: 'object',
  title: 'Name',
  properties: {
    first: { type: 'string', title: 'First name', maxLength: 200 },
    last: { type: 'string', title: 'Last name', maxLength: 200 },
  },
  additionalProperties: false,
};

/** What people are known by: what they sign in with stands first. */
function traitsOf({ identifier }: Answers) {
  if (identifier === 'email') return { email: email({ password: { identifier: true }, code: byCode }) };
  return {
    username: {
      type: 'string',
      title: 'User name',
      minLength: 3,
      maxLength: 100,
      'ory.sh/kratos': { credentials: { password: { identifier: true } } },
    },
    // Whoever forgets the password is sent a code.
    email: email({ code: byCode }),
  };
}

/** An identity schema for the answers. */
export function schemaText(answers: Answers): string {
  const traits = traitsOf(answers);
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Person',
    type: 'object',
    properties: {
      traits: {
        type: 'object',
        properties: { ...traits, name: NAME },
        required: Object.keys(traits),
        additionalProperties: false,
      },
    },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
