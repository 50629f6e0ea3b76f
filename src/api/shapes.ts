import { type TSchema, Type } from '@sinclair/typebox';

/** Shapes that several resources share. What has a `$id` becomes a component of the OpenAPI document. */
export const Uuid = Type.String({ format: 'uuid' });
/** Of an organization. Official clients know the format by this name; every UUID is meant. */
export const OrganizationId = Type.String({ format: 'uuid4' });
export const Time = Type.String({ format: 'date-time' });

/** A member that may be null. */
export const nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);

export const GenericError = Type.Object(
  {
    id: Type.Optional(Type.String({ description: 'Stable id of the error, where it has one.' })),
    code: Type.Optional(Type.Integer({ format: 'int64', description: 'The HTTP status.' })),
    status: Type.Optional(Type.String({ description: 'The name of the HTTP status.' })),
    request: Type.Optional(Type.String({ description: 'The X-Request-ID of the request.' })),
    reason: Type.Optional(Type.String({ description: 'What went wrong this time.' })),
    debug: Type.Optional(Type.String({ description: 'Never sent.' })),
    details: Type.Optional(
      Type.Object(
        {},
        {
          additionalProperties: true,
          description: 'Stable code, place, rule, what was expected and got, and what to do about it.',
        },
      ),
    ),
    message: Type.String({ description: 'The class of the error.' }),
  },
  { $id: 'genericError' },
);

export const ErrorGeneric = Type.Object({ error: GenericError }, { $id: 'errorGeneric' });

/** The responses that most operations have besides their good one. */
export const failures = (...statuses: number[]) =>
  Object.fromEntries(statuses.map((status) => [status, { description: 'The error says what to do.', schema: ErrorGeneric }]));

export const pageParameters = {
  perPage: {
    in: 'query',
    name: 'per_page',
    description: 'Items per page, in the old style of pages.',
    schema: Type.Integer({ format: 'int64', default: 250, minimum: 1, maximum: 1000 }),
  },
  page: {
    in: 'query',
    name: 'page',
    description: 'Zero-based number of the page, in the old style of pages.',
    schema: Type.Integer({ format: 'int64' }),
  },
  pageSize: (maximum: number) => ({
    in: 'query' as const,
    name: 'page_size',
    description: 'Items per page.',
    schema: Type.Integer({ format: 'int64', default: 250, minimum: 1, maximum }),
  }),
  pageToken: {
    in: 'query',
    name: 'page_token',
    description: 'Where the page begins: from a link of the page before.',
    schema: Type.String(),
  },
} as const;

/** A parameter of the path. */
export const pathParameterNamed = (name: string, description: string, schema: TSchema = Type.String()) =>
  ({ in: 'path', name, description, required: true, schema }) as const;
