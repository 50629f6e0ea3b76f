import { flag, list, openSection, optional, section, text, uri } from './kinds.ts';

/** `identity`: the schemas of traits. */
export const identity = section('The JSON Schemas that traits of identities follow.', {
  default_schema_id: text('Schema of identities that name none, and of the self-service flows.', { default: 'default' }),
  schemas: list(
    'Every schema that identities can have.',
    openSection('One schema.', {
      id: text('Name of the schema, as identities refer to it.'),
      url: uri('Where the schema document is: file://, http://, https:// or base64://.'),
      selfservice_selectable: optional(flag('Lets a self-service flow ask for this schema.', false)),
    }),
    { minItems: 1 },
  ),
});
