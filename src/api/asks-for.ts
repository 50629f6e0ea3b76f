/** A symbol, so that decoders and the rest of the document do not see it. */
const ASKED = Symbol('asked for');

/**
 * Members that the document calls required, as the official clients know them, although a request without them is decoded: the
 * operation then has a default, or an error of its own. An option of the shape of a body.
 */
export const asksFor = (...names: readonly string[]) => ({ [ASKED]: names });

/** The members that a shape asks for; undefined where decoding and document agree. */
export function askedFor(schema: object): readonly string[] | undefined {
  return (schema as { readonly [ASKED]?: readonly string[] })[ASKED];
}
