// Modules of Node itself, taken without their face for `import`, which reads every member of them, and so loads all that they hold for
// later: the HTTP client of fetch, web streams, web cryptography.
import { isBuiltin } from 'node:module';

const MARK = '\0builtin:';

/** The plugin of the bundler. */
export const builtins = () => ({
  name: 'builtins',
  // node:module is what the bundle itself begins with.
  resolveId: (id) => (isBuiltin(id) && id !== 'node:module' ? { id: MARK + id } : null),
  load: (id) =>
    id.startsWith(MARK)
      ? { code: `module.exports = process.getBuiltinModule('${id.slice(MARK.length)}');`, moduleType: 'js' }
      : null,
});
