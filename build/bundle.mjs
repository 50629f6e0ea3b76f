// Makes dist/ of src/: a few large files in place of a thousand small ones, since finding and loading them is most of a start.
//   --if-possible   does without where that fails, for example as the bundler is not installed: the sources run as they are
//   --out FOLDER    another folder than dist/; a package.json has to stand beside it
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { builtins } from './builtins.mjs';
import { chunked } from './chunks.mjs';
import { licencesOf } from './licences.mjs';
import { originOf } from './origin.mjs';
import { writeStamp } from './stamp.mjs';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** What is run or imported from outside: the files on top of src/. */
const ENTRIES = readdirSync(join(ROOT, 'src')).flatMap((file) => /^([^.]+)\.ts$/.exec(file)?.[1] ?? []);
/** What is run by an address, from within a room. */
const THREADS = { 'crypt-worker': 'src/hash/crypt-worker.ts' };
/** First what a thread needs, which is little; then what every command needs, and what a server needs besides. */
const CHUNKS = Object.entries({ thread: Object.values(THREADS), program: ['src/main.ts'], server: ['src/worker.ts'] }).map(
  ([name, entries]) => ({ name, entries: entries.map((entry) => join(ROOT, entry)) }),
);
/** Machine code, which is looked for beside the package that it comes in. */
const NATIVE = /^(bcrypt|@node-rs\/)/;
/** Where a module may make addresses from its own: the bundle lies as deep as these do. */
const ROOM = /^src\/[^/]+\/[^/]+$/;
const ADDRESS = /['"`](\.[\w./-]+\.js(?:on)?)['"`]/g;

/** Characters beyond ASCII as escapes: one of them doubles the memory of the text around it, which is kept while the program runs. */
function inAscii(code) {
  if (code.includes('String.raw')) throw new Error('String.raw: its text would be changed by escapes.');
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The files that a module addresses beside itself, as seen from the folder of the bundle. */
function addressesIn(file, code) {
  if (!file.startsWith('src/') || !code.includes('import.meta.')) return [];
  if (!ROOM.test(file))
    throw new Error(`${file} makes addresses from its own, which lead elsewhere in the bundle: only src/*/*.ts can.`);
  return [...code.matchAll(ADDRESS)].map(([, address]) => address);
}

/** Writes every entry into one folder, as deep as the rooms of src/. @returns the files that it is made from */
async function bundle({ rolldown }, out) {
  const files = [];
  const addresses = [];
  const { plugin: chunks, codeSplitting } = chunked(CHUNKS);
  const build = await rolldown({
    cwd: ROOT,
    input: { ...Object.fromEntries(ENTRIES.map((name) => [name, `src/${name}.ts`])), ...THREADS },
    platform: 'node',
    external: NATIVE,
    plugins: [
      builtins(),
      chunks,
      {
        name: 'watch',
        moduleParsed({ id, code }) {
          if (!id.startsWith(ROOT)) return;
          const file = relative(ROOT, id);
          addresses.push(...addressesIn(file, code));
          files.push(file);
        },
        generateBundle(_options, chunks) {
          for (const chunk of Object.values(chunks)) chunk.code = inAscii(chunk.code);
        },
      },
    ],
  });
  const dir = join(out, 'program');
  // Names stay: they are read in the stacks of the log.
  await build.write({
    dir,
    format: 'esm',
    entryFileNames: '[name].js',
    codeSplitting,
    minify: { compress: true, mangle: false },
    cleanDir: true,
  });
  await build.close();
  for (const name of ENTRIES) writeFileSync(join(out, `${name}.js`), `export * from './program/${name}.js';\n`);
  const lost = addresses.filter((address) => !existsSync(join(dir, address)));
  if (lost.length > 0) throw new Error(`No file of the bundle has these addresses: ${lost.join(', ')}. Are they entries?`);
  return files;
}

async function makeBundle(bundler, out) {
  rmSync(join(out, 'stamp.json'), { force: true });
  // First: what is bundled has its address.
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'origin.json'), JSON.stringify(originOf(ROOT)));
  const files = await bundle(bundler, out);
  writeFileSync(join(out, 'LICENCES.txt'), licencesOf(files, ROOT));
  const own = ['bundle', 'builtins', 'chunks', 'licences', 'origin'].map((name) => `build/${name}.mjs`);
  writeStamp(out, ROOT, [...files, ...own]);
}

const { values } = parseArgs({ options: { 'if-possible': { type: 'boolean', default: false }, out: { type: 'string' } } });
try {
  await makeBundle(await import('rolldown'), resolve(values.out ?? join(ROOT, 'dist')));
} catch (error) {
  if (!values['if-possible']) throw error;
  console.log(`No bundle is made, the sources run as they are: ${error.message}`);
}
