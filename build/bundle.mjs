// Makes dist/ of src/: a few large files in place of a thousand small ones, since finding and loading them is most of a start.
//   --if-possible   does without where that fails, for example as the bundler is not installed: the sources run as they are
//   --out FOLDER    another folder than dist/; a package.json has to stand beside it
import { rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { builtins } from './builtins.mjs';
import { licencesOf } from './licences.mjs';
import { writeStamp } from './stamp.mjs';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** What is run or imported from outside. */
const ENTRIES = {
  main: "import './program/main.js';",
  worker: "import './program/worker.js';",
  index: "export * from './program/index.js';",
};
/** What is run by an address beside the module that runs it. */
const THREADS = { 'crypt-worker': 'src/hash/crypt-worker.ts' };
/** Machine code, which is looked for beside the package that it comes in. */
const NATIVE = /^(bcrypt|@node-rs\/)/;
/** Where a module may make addresses from its own: the bundle lies as deep as these do. */
const ROOM = /^src\/[^/]+\/[^/]+$/;

/** Characters beyond ASCII as escapes: one of them doubles the memory of the text around it, which is kept while the program runs. */
function inAscii(code) {
  if (code.includes('String.raw')) throw new Error('String.raw: its text would be changed by escapes.');
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function assertAddress(file, code) {
  if (!file.startsWith('src/') || !code.includes('import.meta.') || ROOM.test(file)) return;
  throw new Error(`${file} makes addresses from its own: in the bundle they would lead elsewhere. Move it to a file src/*/*.ts.`);
}

/** Writes every entry into one folder, as deep as the rooms of src/. @returns the files that it is made from */
async function bundle({ rolldown }, out) {
  const files = [];
  const names = Object.keys(ENTRIES).map((name) => [name, `src/${name}.ts`]);
  const build = await rolldown({
    cwd: ROOT,
    input: { ...Object.fromEntries(names), ...THREADS },
    platform: 'node',
    external: NATIVE,
    plugins: [
      builtins(),
      {
        name: 'watch',
        moduleParsed({ id, code }) {
          if (!id.startsWith(ROOT)) return;
          const file = relative(ROOT, id);
          assertAddress(file, code);
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
    minify: { compress: true, mangle: false },
    cleanDir: true,
  });
  await build.close();
  return files;
}

async function makeBundle(bundler, out) {
  rmSync(join(out, 'stamp.json'), { force: true });
  const files = await bundle(bundler, out);
  for (const [name, text] of Object.entries(ENTRIES)) writeFileSync(join(out, `${name}.js`), `${text}\n`);
  writeFileSync(join(out, 'LICENCES.txt'), licencesOf(files, ROOT));
  const own = ['bundle', 'builtins', 'licences'].map((name) => `build/${name}.mjs`);
  writeStamp(out, ROOT, [...files, ...own]);
}

const { values } = parseArgs({ options: { 'if-possible': { type: 'boolean', default: false }, out: { type: 'string' } } });
try {
  await makeBundle(await import('rolldown'), resolve(values.out ?? join(ROOT, 'dist')));
} catch (error) {
  if (!values['if-possible']) throw error;
  console.log(`No bundle is made, the sources run as they are: ${error.message}`);
}
