/** As much of a reply as headers take. */
export function replyStub() {
  const headers = new Map<string, unknown>();
  return {
    raw: {},
    getHeader: (name: string) => headers.get(name),
    removeHeader: (name: string) => headers.delete(name),
    header: (name: string, value: unknown) => headers.set(name, value),
    /** The cookies that it sets. */
    cookies: () => [headers.get('set-cookie') ?? []].flat().map(String),
  };
}
