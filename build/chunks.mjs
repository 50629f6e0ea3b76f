// Which modules share a file of the bundle. Left to itself, a bundler makes one for every set of entries that share something: fifty for
// the command line alone, each of which has to be found. A program needs most of them anyway.

/**
 * @typedef {{ name: string, entries: readonly string[] }} Chunk what these entries import at once, their own code excepted: that is run
 */

/**
 * Puts a module into the first chunk whose entries need it as soon as they are loaded. What is imported later, or by none of them, is
 * left to the bundler.
 * @param {readonly Chunk[]} chunks
 * @returns the plugin that looks at what is imported, and the option `output.codeSplitting` of the bundler
 */
export function chunked(chunks) {
  const chunkOf = new Map();

  function collect(context, { name, entries }) {
    const pending = [...entries];
    for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
      const imported = context.getModuleInfo(id)?.importedIds.filter((other) => !chunkOf.has(other)) ?? [];
      for (const other of imported) chunkOf.set(other, name);
      pending.push(...imported);
    }
  }

  return {
    plugin: {
      name: 'chunks',
      buildEnd() {
        for (const chunk of chunks) collect(this, chunk);
      },
    },
    codeSplitting: {
      groups: chunks.map(({ name }, index) => ({
        name,
        priority: chunks.length - index,
        test: (id) => chunkOf.get(id) === name,
      })),
    },
  };
}
