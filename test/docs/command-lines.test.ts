import { expect, test } from 'vitest';
import { commandFault } from '../cli/command-fault.ts';
import { blocksOf } from './page-blocks.ts';
import { PAGE_FILES, readPage } from './page-files.ts';

const WORD = /(?:'[^']*'|"[^"]*"|[^\s'"])+/g;

/** The words of a line that calls our program, without its name; undefined for any other. What follows a pipe, `<`, `>` or two spaces is left out. */
function argumentsOf(line: string): readonly string[] | undefined {
  const [, call] = /^(?:\w+=\S* )*(?:npx |bin\/)?zelos ((?:'[^']*'|"[^"]*"|(?! {2}| [|<>&])[^'"])*)/.exec(`${line}  `) ?? [];
  return call?.match(WORD)?.map((word) => word.replaceAll(/^['"]|['"]$/g, ''));
}

test('finds calls that our program does not take', () => {
  expect(argumentsOf("DSN=x npx zelos list identities --format 'a b' > file")).toEqual(['list', 'identities', '--format', 'a b']);
  expect(argumentsOf('zelos serve -c kratos.yml        with your configuration')).toEqual(['serve', '-c', 'kratos.yml']);
  expect(argumentsOf('curl zelos serve')).toBeUndefined();
  expect(commandFault(argumentsOf('zelos serve --fast') ?? [])).toBe('serve --fast: --fast is not known');
});

/** Calls that are run show their faults themselves, and some are meant to. */
const CALLS = PAGE_FILES.map((file) => {
  const blocks = blocksOf(readPage(file)).filter(({ language, mark }) => language === 'sh' && mark?.kind !== 'fails');
  return {
    file,
    calls: blocks
      .flatMap(({ text }) => text.split('\n').flatMap((line) => [argumentsOf(line) ?? []]))
      .filter((call) => call.length > 0),
  };
});

test.each(CALLS.filter(({ calls }) => calls.length > 0))('our program takes what $file calls it with', ({ calls }) => {
  expect(calls.flatMap((call) => commandFault(call) ?? [])).toEqual([]);
});
