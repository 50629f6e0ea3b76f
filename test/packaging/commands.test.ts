import { expect, test } from 'vitest';
import { commandFault } from '../cli/command-fault.ts';
import { packagingFile, startedWith } from './packaging-file.ts';

test('command lines that our program does not take are found out', () => {
  expect(commandFault(['migrate', 'sql', 'up', '--yes', '-c', 'kratos.yml'])).toBeUndefined();
  expect(commandFault(['migrate', 'sql', 'upwards'])).toBe('migrate sql upwards: there is no command upwards');
  expect(commandFault(['migrate', 'sqlite'])).toBe('migrate sqlite: there is no command sqlite');
  expect(commandFault(['serve', '--port', '1'])).toBe('serve --port 1: --port 1 is not known');
});

test('a server starts with the configuration, with secrets like those of the example', async () => {
  const files = ['kratos.yml', 'secrets.example.yml', 'person.schema.json'].map(packagingFile);
  const [kratos = '', secrets = '', schema = ''] = files;
  expect(await startedWith(kratos, secrets, schema)).toEqual([]);
});

test('the unit runs a command that exists, as a user without rights, in a file system that it cannot write to', () => {
  const settings = packagingFile('zelos.service')
    .split('\n')
    .filter((line) => /^[A-Z]\w+=/.test(line));
  const [start = ''] = settings.filter((line) => line.startsWith('ExecStart='));
  const [program, ...args] = start.slice('ExecStart='.length).split(' ');
  expect(program).toBe('/opt/zelos/node_modules/.bin/zelos');
  expect(commandFault(args)).toBeUndefined();
  expect(settings).toEqual(
    expect.arrayContaining([
      'DynamicUser=yes',
      'NoNewPrivileges=yes',
      'CapabilityBoundingSet=',
      'ProtectSystem=strict',
      'StateDirectory=zelos',
      'SystemCallFilter=@system-service',
      'KillMode=mixed',
    ]),
  );
});
