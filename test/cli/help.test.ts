import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';
import { runHere } from './in-process.ts';

/** Every command that there is, by its words. */
function pathsOf(command: Command, path: readonly string[] = []): (readonly string[])[] {
  return [path, ...command.commands.flatMap((child) => pathsOf(child, [...path, child.name()]))];
}

const paths = pathsOf(createProgram({ out: () => {}, err: () => {} }));

test.each(paths.map((path) => [path.join(' ')]))('zelos %s --help describes and gives examples', async (line) => {
  const { code, out, err } = await runHere([...line.split(' ').filter(Boolean), '--help']);
  expect([code, err]).toEqual([0, '']);
  const [usage, , description] = out.split('\n');
  expect(usage).toMatch(new RegExp(`^Usage: zelos ${line}`.trimEnd()));
  expect(description).toMatch(/\S/);
  expect(out).toMatch(/\nExamples?:\n {2}.*zelos /);
  expect(out).not.toContain('(default: [])');
  // What can be a variable is told of.
  expect(out.includes('\nEnvironment:\n')).toBe(/--(config|endpoint) </.test(out));
});

test('every flag says what it does', () => {
  const visit = (command: Command): string[] => [
    ...command.options.filter(({ description }) => description === '').map(({ flags }) => `${command.name()} ${flags}`),
    ...command.commands.flatMap(visit),
  ];
  expect(visit(createProgram({ out: () => {}, err: () => {} }))).toEqual([]);
});
