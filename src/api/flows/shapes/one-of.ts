import { type SchemaOptions, type TSchema, type TUnsafe, Type } from '@sinclair/typebox';

/** A component that is one of several, which the member `by` tells apart; variants by the value that this member has. */
export function oneOfBy(
  id: string,
  by: string,
  variants: Readonly<Record<string, TSchema>>,
  options: SchemaOptions = {},
): TUnsafe<unknown> {
  const mapping = Object.entries(variants).map(([value, { $id }]) => [value, `#/components/schemas/${$id}`]);
  return Type.Unsafe({
    ...options,
    $id: id,
    oneOf: Object.values(variants),
    discriminator: { propertyName: by, mapping: Object.fromEntries(mapping) },
  });
}
