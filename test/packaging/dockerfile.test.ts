import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commandFault } from '../cli/command-fault.ts';
import { ROOT } from '../docs/page-files.ts';
import { packagingFile } from './packaging-file.ts';

interface Instruction {
  readonly word: string;
  readonly rest: string;
}

/** The instructions of a Dockerfile, continued lines put together. */
function instructionsOf(text: string): readonly Instruction[] {
  const lines = text
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n/g, ' ')
    .split('\n');
  return lines.flatMap((line) => {
    const [, word, rest = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    return word === undefined ? [] : [{ word, rest: rest.trim() }];
  });
}

const all = instructionsOf(packagingFile('Dockerfile'));
const last = all.slice(all.findLastIndex(({ word }) => word === 'FROM'));
const restOf = (word: string) => last.filter((one) => one.word === word).map(({ rest }) => rest);

test('two stages, both of the Node that the package needs', () => {
  const bases = all.filter(({ word }) => word === 'FROM').map(({ rest }) => rest);
  expect(bases).toEqual(['node:24-bookworm-slim AS build', 'node:24-bookworm-slim']);
});

test('what is copied is there, and let through by the list of what the builder sees', () => {
  const copied = all
    .filter(({ word, rest }) => word === 'COPY' && !rest.startsWith('--from'))
    .flatMap(({ rest }) => rest.split(' ').slice(0, -1));
  const seen = packagingFile('Dockerfile.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));
  expect(copied.filter((file) => !existsSync(`${ROOT}${file}`))).toEqual([]);
  expect(copied.toSorted()).toEqual(seen.toSorted());
});

test('everything that the package holds of the program is taken over from the build', () => {
  const taken = restOf('COPY').flatMap((rest) => /^--from=build \/build\/(\S+)/.exec(rest)?.[1] ?? []);
  expect(taken.toSorted()).toEqual(['bin', 'dist', 'node_modules', 'package.json']);
});

test('the program is not root, and writes to its volume only', () => {
  expect(restOf('USER')).toEqual(['node']);
  expect(restOf('VOLUME')).toEqual(['/data']);
  expect(restOf('ENV')[0]).toContain('ZELOS_DATA_DIR=/data');
  expect(last.findIndex(({ word }) => word === 'USER')).toBeGreaterThan(last.findLastIndex(({ word }) => word === 'RUN'));
});

test('health check and command are our own, without a shell between them and the signals', () => {
  const listOf = (text: string | undefined) => JSON.parse(/\[.*\]$/.exec(text ?? '')?.[0] ?? 'null') as string[];
  expect(listOf(restOf('ENTRYPOINT')[0])).toEqual(['zelos']);
  expect(commandFault(listOf(restOf('CMD')[0]))).toBeUndefined();
  const [program, ...args] = listOf(restOf('HEALTHCHECK')[0]);
  expect(program).toBe('zelos');
  expect(commandFault(args)).toBeUndefined();
});
