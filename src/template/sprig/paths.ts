import { posix } from 'node:path';
import { text } from '../argument.ts';
import { type Functions, of } from '../template-function.ts';

function clean(path: string): string {
  const normal = posix.normalize(path);
  return normal.length > 1 ? normal.replace(/\/$/, '') : normal;
}

function base(path: string): string {
  if (path === '') return '.';
  return posix.basename(path) || '/';
}

function extension(path: string): string {
  return /\.[^./]*$/.exec(path)?.[0] ?? '';
}

const dir = (path: string) => clean(path.slice(0, path.lastIndexOf('/') + 1));

const PLAIN: Functions = {
  base: of(1, ([path]) => base(text(path))),
  dir: of(1, ([path]) => dir(text(path))),
  clean: of(1, ([path]) => clean(text(path))),
  ext: of(1, ([path]) => extension(text(path))),
  isAbs: of(1, ([path]) => text(path).startsWith('/')),
};

/** Functions for paths with slashes. */
export const PATHS: Functions = {
  ...PLAIN,
  ...Object.fromEntries(Object.entries(PLAIN).map(([name, each]) => [`os${name.charAt(0).toUpperCase()}${name.slice(1)}`, each])),
};
