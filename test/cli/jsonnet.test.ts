import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runHere } from './in-process.ts';
import { emptyFolder } from './program.ts';

let folder: Awaited<ReturnType<typeof emptyFolder>>;
beforeAll(async () => {
  folder = await emptyFolder();
  await writeFile(
    join(folder.path, 'good.jsonnet'),
    'local claims = std.extVar("claims");\n{ traits: { email: claims.email } }\n',
  );
  await writeFile(join(folder.path, 'bad.jsonnet'), '{\n  traits: { email: }\n}\n');
});
afterAll(() => folder.remove());

test.each(['lint', 'jsonnet'])('lint %s names what cannot be evaluated, with its line', async (name) => {
  expect(await runHere(['lint', name, join(folder.path, 'good.*')])).toEqual({ code: 0, out: '', err: '' });
  expect(await runHere(['lint', name, join(folder.path, 'nothing*')])).toEqual({ code: 0, out: '', err: '' });
  const { code, out, err } = await runHere(['lint', name, join(folder.path, '*.jsonnet')]);
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(/^\S*bad\.jsonnet: .*\(line 2, column \d+\)\nLinter found issues\.\n$/);
});

test('formatting is refused with what to use instead', async () => {
  const { code, out, err } = await runHere(['format', 'jsonnet', '*.jsonnet', '-w']);
  expect([code, out, err]).toEqual([1, '', expect.stringContaining('jsonnetfmt')]);
});
