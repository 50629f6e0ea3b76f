import type { Ajv, FuncKeywordDefinition, SchemaValidateFunction } from 'ajv';
import type { Variants } from './keys/kinds.ts';

/**
 * The keyword `variants`: the object that the word in its tag names must fit. A variant is compiled when a configuration first
 * uses it, and once for all places: with `oneOf` the thirty lists of hooks took most of the time of a start.
 */
export function variantsKeyword(ajv: Ajv): FuncKeywordDefinition {
  return {
    keyword: 'variants',
    type: 'object',
    schemaType: 'object',
    errors: 'full',
    compile({ tag, byWord }: Variants) {
      const check: SchemaValidateFunction = (
        data: Readonly<Record<string, unknown>>,
        context?: { readonly instancePath: string },
      ) => {
        const word = String(data[tag]);
        const variant = Object.hasOwn(byWord, word) ? byWord[word] : undefined;
        // An unknown word breaks the rule of the tag itself.
        if (variant === undefined) return true;
        const validate = ajv.compile(variant);
        if (validate(data)) return true;
        const at = context?.instancePath ?? '';
        check.errors = (validate.errors ?? []).map((error) => ({ ...error, instancePath: at + error.instancePath }));
        return false;
      };
      return check as ReturnType<NonNullable<FuncKeywordDefinition['compile']>>;
    },
  };
}
