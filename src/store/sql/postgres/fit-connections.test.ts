import { expect, test } from 'vitest';
import { fitConnections } from './fit-connections.ts';

const limit = (most: number) => ({ most, because: `the server has ${most}` });
const given = (wanted: number, processes = 1) => ({ wanted, processes, flexible: false });
const chosen = (wanted: number, processes = 1) => ({ wanted, processes, flexible: true });

test.each([
  [given(97), 97, 97],
  [given(12, 8), 97, 12],
  // Two processors: four each are few enough.
  [chosen(4), 97, 4],
  [chosen(4, 2), 97, 4],
  // Many processors: what one process would have is shared, and half of the server is left alone.
  [chosen(16), 97, 16],
  [chosen(16, 2), 97, 8],
  [chosen(16, 8), 97, 4],
  [chosen(64), 97, 48],
  [chosen(64, 16), 97, 3],
  [chosen(64, 64), 97, 1],
  [chosen(4), 1, 1],
  [chosen(2, 4), 97, 2],
])('%j below %i: %i', (wish, most, connections) => {
  expect(fitConnections(wish, limit(most))).toBe(connections);
});

test.each([
  [given(98), 97, 'at most 97 connections: the server has 97', 'max_conns=98', 'max_conns=97 or less'],
  [
    given(20, 5),
    97,
    'at most 19 connections for each of 5 processes, 97 in all: the server has 97',
    'max_conns=20, which makes 100',
    'max_conns=19 or less',
  ],
  [given(1, 4), 3, 'a connection for each of 4 processes', 'max_conns=1, which makes 4', 'Start 3 processes or fewer'],
  [chosen(4, 4), 3, 'a connection for each of 4 processes', '3 connections in all: the server has 3', 'Start 3 processes'],
])('%j do not fit into %i', (wish, most, expected, found, hint) => {
  expect(() => fitConnections(wish, limit(most))).toThrow(
    expect.objectContaining({
      name: 'ConfigError',
      faults: [{ key: 'dsn', expected, found, hint: expect.stringContaining(hint) }],
    }),
  );
});
