interface Form {
  readonly ui: { readonly nodes: readonly { readonly attributes: { readonly name?: string; readonly value?: unknown } }[] };
}

/** The token against forged requests in a form; empty where there is none. */
export const csrfOf = ({ ui }: Form): string =>
  String(ui.nodes.find(({ attributes }) => attributes.name === 'csrf_token')?.attributes.value ?? '');
