import type { HttpMethod, Route } from './route.ts';

/**
 * Sends a request to the same path of the other listener; 307 makes the client repeat method and body there.
 * @param base base URL of the other listener without a slash at the end
 * @param prefix stands before the path there
 */
export function redirectRoutes(
  base: string,
  prefix: '' | '/admin',
  paths: readonly { readonly path: string; readonly methods: readonly HttpMethod[] }[],
): Route[] {
  return paths.flatMap(({ path, methods }) =>
    methods.map((method) => ({
      method,
      path,
      handle: (request, reply) => {
        const bare = request.url.startsWith('/admin/') ? request.url.slice('/admin'.length) : request.url;
        return reply.code(307).header('location', `${base}${prefix}${bare}`).send();
      },
    })),
  );
}
