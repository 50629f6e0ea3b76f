import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';
import { runHere } from './in-process.ts';

const run = promisify(execFile);

/** What bash proposes when somebody has typed these words and presses the tabulator at the end of the last one. */
async function proposed(...words: string[]): Promise<string[]> {
  const { out } = await runHere(['completion', 'bash']);
  const quoted = ['zelos', ...words].map((word) => `'${word}'`).join(' ');
  const press = `COMP_WORDS=(${quoted}); COMP_CWORD=${words.length}; _zelos; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = await run('bash', ['--norc', '-c', `${out}\n${press}`]);
  return stdout.split('\n').filter(Boolean);
}

test('bash completes commands, by all their names, and flags', async () => {
  const program = createProgram({ out: () => {}, err: () => {} });
  expect(await proposed('')).toEqual(program.commands.map((command) => command.name()));
  expect(await proposed('li')).toEqual(['list', 'lint']);
  expect(await proposed('list')).toEqual(['list']);
  expect(await proposed('list', '')).toEqual(['identities']);
  expect(await proposed('ls', 'id')).toEqual(['identities']);
  expect(await proposed('ls', 'identities', '--page')).toEqual(['--page-size', '--page-token']);
  expect(await proposed('migrate', 'sql', '-e', 'st')).toEqual(['status']);
  expect(await proposed('hashers', 'argon2', 'cal')).toEqual(['calibrate']);
  // An argument that has the name of a command leads nowhere.
  expect(await proposed('get', 'identity', 'list', '--ext')).toEqual(['--external-id']);
  // What follows a flag with a value is that value: files are proposed by bash itself.
  expect(await proposed('serve', '--config', '')).toEqual([]);
});

test.each(['bash', 'zsh', 'fish'])('the script for %s knows every command and flag', async (shell) => {
  const { code, out, err } = await runHere(['completion', shell]);
  expect([code, err]).toEqual([0, '']);
  const visit = (command: ReturnType<typeof createProgram>): void => {
    for (const { long } of command.options) expect(out).toContain(shell === 'fish' ? `'${long?.slice(2)}'` : long);
    for (const child of command.commands) {
      expect(out).toContain(child.name());
      visit(child);
    }
  };
  visit(createProgram({ out: () => {}, err: () => {} }));
});

test('quotes in descriptions do not end the words of zsh and fish', async () => {
  for (const shell of ['zsh', 'fish']) {
    const { out } = await runHere(['completion', shell]);
    const bare = out.replaceAll("'\\''", '').replaceAll("\\'", '').replaceAll("\\\\'", '');
    for (const line of bare.split('\n').filter((text) => !text.startsWith('#')))
      expect([line, (line.match(/'/g) ?? []).length % 2]).toEqual([line, 0]);
  }
});
