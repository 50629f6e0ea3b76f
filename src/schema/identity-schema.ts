import { ApiError } from '../error/api-error.ts';
import type { JsonText } from '../json/json-text.ts';
import { compileSchema } from './compile-schema.ts';
import { DocumentFault } from './document-fault.ts';
import { assertIdentitySchema } from './identity-rules.ts';
import { isRisky, parseValue } from './parse-value.ts';
import { phoneFinderOf } from './phone-positions.ts';
import { rewriteTraits } from './rewrite-traits.ts';
import { Run } from './run.ts';
import type { SchemaDocuments } from './schema-documents.ts';
import { type SchemaFields, traitFields } from './trait-fields.ts';
import { traitsInvalid } from './traits-invalid.ts';
import { type TraitsResult, traitsResult } from './traits-result.ts';

/** A schema that identities are made by. */
export interface IdentitySchema extends SchemaFields {
  readonly id: string;
  /** Where the document came from. */
  readonly url: string;
  /** The document as it was loaded, without white space. */
  readonly document: JsonText;
  /**
   * Checks traits and collects what they say to the server.
   * @param traits as `json/` reads them from a body: whatever that refuses must not come here
   * @param traitsValue the parsed text, when the caller has it; it is not changed
   * @throws ApiError `traits_invalid`, `traits_too_costly`, `identifier_empty`, `value_too_long`
   */
  validate(traits: JsonText, traitsValue?: unknown): TraitsResult;
}

export interface IdentitySchemaSource {
  readonly id: string;
  readonly url: string;
  readonly document: JsonText;
  /** Holds the document under `documentUrl`, and all that it refers to. */
  readonly documents: SchemaDocuments;
  readonly documentUrl: string;
}

/**
 * Compiles an identity schema.
 * @throws DocumentFault
 */
export function createIdentitySchema({ id, url, document, documents, documentUrl }: IdentitySchemaSource): IdentitySchema {
  const root = documents.documentAt(documentUrl);
  if (!root) throw new DocumentFault('#', 'the document was not loaded');
  const check = compileSchema(documents, root);
  assertIdentitySchema(root.schema);
  const findPhones = phoneFinderOf(documents, root);

  function validateWith(run: Run, text: JsonText, given: unknown): TraitsResult {
    let traits = text;
    let value = given === undefined || isRisky(text) ? parseValue(text) : given;
    const rewritings = findPhones?.({ traits: value }, run) ?? [];
    if (rewritings.length > 0) {
      traits = rewriteTraits(text, rewritings);
      value = parseValue(traits);
    }
    const violation = check({ traits: value }, run);
    if (violation) throw traitsInvalid(violation);
    return traitsResult(traits, run.found);
  }

  return {
    id,
    url,
    document,
    ...traitFields(documents, root),
    validate(traits, traitsValue) {
      try {
        return validateWith(new Run(), traits, traitsValue);
      } catch (error) {
        // The reviver of JSON.parse recurses; bodies that were read by `json/` are never that deep.
        if (error instanceof RangeError)
          throw new ApiError('traits_too_costly', { details: { pointer: '/traits', rule: 'depth' }, cause: error });
        throw error;
      }
    },
  };
}
