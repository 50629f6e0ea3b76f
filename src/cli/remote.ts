import { Command } from 'commander';
import { faultOf } from '../client/answer-fault.ts';
import { type JsonNode, parseTree } from '../json/tree.ts';
import { clientOf, type EndpointFlags, withEndpoint } from './endpoint.ts';
import { documentOf } from './identities/answer.ts';
import { ParentCommand } from './parent-command.ts';
import { type OutputFlags, outputFormat, withOutput } from './print/output-format.ts';
import { printResult } from './print/print-result.ts';
import type { Terminal } from './terminal.ts';

type Flags = EndpointFlags & OutputFlags;

const isOk = (body: string) => {
  try {
    const document = parseTree(body);
    return document instanceof Map && document.get('status') === 'ok';
  } catch {
    return false;
  }
};

async function status(flags: Flags, terminal: Terminal): Promise<void> {
  const format = outputFormat(flags);
  const client = clientOf(flags, terminal);
  const [alive, ready] = [
    await client.send({ method: 'GET', path: '/health/alive' }),
    await client.send({ method: 'GET', path: '/health/ready' }),
  ];
  const found = [alive, ready].map((answer) => answer.status === 200 && isOk(answer.body));
  const [isAlive = false, isReady = false] = found;
  printResult(
    {
      headers: ['ALIVE', 'READY'],
      rows: [found.map(String)],
      single: true,
      json: new Map<string, JsonNode>([
        ['alive', isAlive],
        ['ready', isReady],
      ]),
    },
    format,
    terminal,
  );
  if (!isAlive) throw faultOf(alive);
  if (!isReady) throw faultOf(ready);
}

async function version(flags: Flags, terminal: Terminal): Promise<void> {
  const format = outputFormat(flags);
  const json = documentOf(await clientOf(flags, terminal).send({ method: 'GET', path: '/version' }));
  const found = json instanceof Map ? json.get('version') : undefined;
  const row = [typeof found === 'string' ? found : undefined];
  printResult({ headers: ['VERSION'], rows: [row], single: true, json }, format, terminal);
}

const probe = (name: string) => withOutput(withEndpoint(new Command(name)));

/** `zelos remote status|version` */
export const remoteCommand = (terminal: Terminal) =>
  new ParentCommand('remote')
    .description('Ask a running server how it is.')
    .addHelpText('after', '\nExample:\n  zelos remote status --endpoint http://127.0.0.1:4434')
    .addCommand(
      probe('status')
        .description('Whether it lives and can work. The exit code is 1 when not.')
        .addHelpText('after', '\nExample:\n  zelos remote status --endpoint http://127.0.0.1:4434')
        .action((flags: Flags) => status(flags, terminal)),
    )
    .addCommand(
      probe('version')
        .description('Its version.')
        .addHelpText('after', '\nExample:\n  zelos remote version --endpoint http://127.0.0.1:4434 --quiet')
        .action((flags: Flags) => version(flags, terminal)),
    );
