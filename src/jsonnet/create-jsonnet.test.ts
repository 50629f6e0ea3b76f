import { expect, test } from 'vitest';
import { createJsonnet, type JsonnetOptions } from './create-jsonnet.ts';
import { JsonnetCancelled, JsonnetError } from './jsonnet-error.ts';

function setUp(options: Partial<JsonnetOptions> = {}) {
  let micros = 0;
  const asked: string[] = [];
  const files = new Map([
    ['/etc/zelos/a.jsonnet', 'function(ctx) {file: ctx}'],
    ['/srv/b.jsonnet', '{relative: true}'],
  ]);
  const jsonnet = createJsonnet({
    fetch: async (input) => {
      asked.push(String(input));
      return new Response('{http: std.extVar("x")}');
    },
    readFile: async (path) => {
      asked.push(path);
      const text = files.get(path);
      if (text === undefined) throw Object.assign(new Error('gone'), { code: 'ENOENT' });
      return Buffer.from(text);
    },
    clock: { micros: () => micros },
    cwd: '/srv',
    log: { warn: () => undefined },
    wait: async () => undefined,
    ...options,
  });
  return { jsonnet, asked, files, pass: (minutes: number) => (micros += minutes * 60_000_000) };
}

const base64 = (text: string) => `base64://${Buffer.from(text).toString('base64')}`;

test('snippets come from files, servers, base64 and bare paths', async () => {
  const { jsonnet } = setUp();
  expect(await jsonnet.evaluate('file:///etc/zelos/a.jsonnet', { tla: { ctx: '[1]' } })).toBe('{"file":[1]}');
  expect(await jsonnet.evaluate('file://./b.jsonnet', {})).toBe('{"relative":true}');
  expect(await jsonnet.evaluate('b.jsonnet', {})).toBe('{"relative":true}');
  expect(await jsonnet.evaluate('/etc/zelos/a.jsonnet', { tla: { ctx: '1' } })).toBe('{"file":1}');
  expect(await jsonnet.evaluate('https://snippets.example/c', { ext: { x: '2' } })).toBe('{"http":2}');
  expect(await jsonnet.evaluate(base64('1 + 1'), {})).toBe('2');
});

test('a snippet is read once an hour', async () => {
  const { jsonnet, asked, files, pass } = setUp();
  const evaluate = () => jsonnet.evaluate('file:///srv/b.jsonnet', {});
  await Promise.all([evaluate(), evaluate()]);
  files.set('/srv/b.jsonnet', '2');
  pass(59);
  expect([await evaluate(), asked.length]).toEqual(['{"relative":true}', 1]);
  pass(1);
  expect([await evaluate(), asked.length]).toEqual(['2', 2]);
});

test('a snippet that could not be read is asked for again', async () => {
  const { jsonnet, files } = setUp();
  const failure = await jsonnet.evaluate('file:///srv/c.jsonnet', {}).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(JsonnetError);
  expect(failure).toMatchObject({ message: 'the snippet cannot be read: the file does not exist', place: undefined });
  files.set('/srv/c.jsonnet', '3');
  expect(await jsonnet.evaluate('file:///srv/c.jsonnet', {})).toBe('3');
});

test('private addresses are refused where the configuration says so', async () => {
  const { jsonnet, asked } = setUp({ disallowPrivateIps: true });
  await expect(jsonnet.evaluate('http://127.0.0.1/c', {})).rejects.toThrow('private address');
  expect(asked).toEqual([]);
});

test('errors tell the place, and cancelling is an error of its own', async () => {
  const { jsonnet } = setUp();
  await expect(jsonnet.evaluate(base64('{\n  a: b }'), {})).rejects.toMatchObject({ place: { line: 2, column: 6 } });
  await expect(jsonnet.evaluate(base64('error "cancel"'), {})).rejects.toBeInstanceOf(JsonnetCancelled);
});
