import { expect, test } from 'vitest';
import { reloadOnHangUp } from './hang-up.ts';

/** A program with or without a terminal. */
function programOf(hasTerminal: boolean) {
  const program = { hasTerminal, done: [] as string[], signal: () => {} };
  const onReload = reloadOnHangUp({
    onSignal: (listener) => {
      program.signal = listener;
    },
    hasTerminal: () => program.hasTerminal,
    end: () => program.done.push('end'),
  });
  return { program, ready: () => onReload(() => program.done.push('reload')) };
}

test.each([true, false])('asks for a reload, also before there is something to reload; with a terminal: %s', (hasTerminal) => {
  const { program, ready } = programOf(hasTerminal);
  program.signal();
  expect(program.done).toEqual([]);
  ready();
  expect(program.done).toEqual(['reload']);
  program.signal();
  expect(program.done).toEqual(['reload', 'reload']);
});

test('ends the program when its terminal has gone', () => {
  const { program, ready } = programOf(true);
  ready();
  program.hasTerminal = false;
  program.signal();
  expect(program.done).toEqual(['end']);
});
