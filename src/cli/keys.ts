import { Command } from 'commander';
import { makeKey } from '../admin-key/make-key.ts';
import { GRANTABLE_SCOPES } from '../admin-key/scope.ts';
import { parseTree } from '../json/tree.ts';
import { type Clock, createSystemClock, wireTime } from '../lib/clock.ts';
import { parseGoDuration } from '../lib/go-duration.ts';
import { createSystemRandom, type Random } from '../lib/random.ts';
import { openStore } from '../store/sql/open-store.ts';
import type { Store } from '../store/store.ts';
import { withConfig } from './configured.ts';
import { databaseOf } from './open.ts';
import { listOption } from './options.ts';
import { ParentCommand } from './parent-command.ts';
import { type OutputFlags, outputFormat, withOutput } from './print/output-format.ts';
import { printResult } from './print/print-result.ts';
import { UsageError } from './report-failure.ts';
import type { Terminal } from './terminal.ts';

interface CommonOptions {
  readonly config: string[];
}

interface CreateOptions extends CommonOptions {
  readonly name: string;
  readonly scope: string[];
  readonly expiresIn?: string;
  readonly quiet?: true;
}

interface RevokeOptions extends CommonOptions {
  readonly openToEverybody?: true;
}

type ListOptions = CommonOptions & OutputFlags;

/** What keys are made with. */
interface Using {
  readonly clock: Clock;
  readonly random: Random;
}

async function withStore<T>({ config }: CommonOptions, work: (store: Store, using: Using) => Promise<T>): Promise<T> {
  const using = { clock: createSystemClock(), random: createSystemRandom() };
  const store = await openStore({ dsn: await databaseOf(undefined, config), ...using });
  try {
    return await work(store, using);
  } finally {
    await store.close();
  }
}

function lifespanMs(text: string): number {
  const days = /^(\d+)d$/.exec(text)?.[1];
  const nanoseconds = days === undefined ? parseGoDuration(text) : BigInt(days) * 86_400_000_000_000n;
  if (nanoseconds === undefined || nanoseconds <= 0n)
    throw new UsageError(`--expires-in takes a duration such as 720h or 90d, not ${JSON.stringify(text)}.`);
  return Number(nanoseconds / 1_000_000n);
}

async function create({ name, scope, expiresIn, quiet, ...options }: CreateOptions, { out, err }: Terminal): Promise<void> {
  for (const one of scope) {
    if (!GRANTABLE_SCOPES.includes(one))
      throw new UsageError(`there is no scope ${JSON.stringify(one)}; the scopes are ${GRANTABLE_SCOPES.join(', ')}.`);
  }
  const scopes = scope.length > 0 ? [...new Set(scope)] : ['*'];
  await withStore(options, async ({ adminKeys }, using) => {
    const { key, row } = makeKey({ name, scopes, ...(expiresIn !== undefined && { lifespanMs: lifespanMs(expiresIn) }) }, using);
    if (!(await adminKeys.create(row)))
      throw new UsageError(`there is a key named ${JSON.stringify(name)} already; revoke it first, or choose another name.`);
    out(`${key}\n`);
    if (!quiet)
      err(
        `This is the only time that the key is shown. It may: ${scopes.join(' ')}. From now on every call of the admin API needs a key.\n`,
      );
  });
}

/** When a key ends; one that has ended says so. */
const expiryOf = (at: string | null) => (at === null ? 'never' : Date.parse(at) <= Date.now() ? `${at} (expired)` : at);

async function list({ config, ...flags }: ListOptions, terminal: Terminal): Promise<void> {
  const format = outputFormat(flags);
  await withStore({ config }, async ({ adminKeys }) => {
    const keys = (await adminKeys.list()).map(({ id, name, scopes, createdAt, expiresAt, lastUsedAt }) => ({
      id,
      name,
      scopes,
      created_at: wireTime(createdAt),
      expires_at: expiresAt && wireTime(expiresAt),
      last_used_at: lastUsedAt && wireTime(lastUsedAt),
    }));
    if (keys.length === 0 && format.kind === 'table')
      return terminal.out('There are no keys: the admin API is open to everybody who reaches it.\n');
    const rows = keys.map(({ name, scopes, created_at, expires_at, last_used_at, id }) => [
      name,
      scopes.join(' '),
      created_at,
      expiryOf(expires_at),
      last_used_at ?? 'never',
      id,
    ]);
    const headers = ['NAME', 'SCOPES', 'CREATED', 'EXPIRES', 'LAST USED', 'ID'];
    printResult({ headers, rows, json: parseTree(JSON.stringify(keys)) }, format, terminal);
  });
}

async function revoke(idOrName: string, { openToEverybody, ...options }: RevokeOptions, { out }: Terminal): Promise<void> {
  await withStore(options, async ({ adminKeys }) => {
    const others = (await adminKeys.list()).filter(({ id, name }) => id !== idOrName && name !== idOrName);
    if (others.length === 0 && !openToEverybody) {
      throw new UsageError(
        `${JSON.stringify(idOrName)} is the only key: without it the admin API is open to everybody who reaches it. ` +
          'Make another key first, or say --open-to-everybody.',
      );
    }
    if (!(await adminKeys.revoke(idOrName)))
      throw new UsageError(`there is no key ${JSON.stringify(idOrName)}; \`zelos keys list\` shows them.`);
    out(`revoked ${idOrName}; running servers refuse it within a second\n`);
  });
}

/** `zelos keys create|list|revoke` */
export function keysCommand(terminal: Terminal): Command {
  const keys = new ParentCommand('keys')
    .description('Keys for the admin API. As long as there is none, nobody needs one.')
    .addHelpText('after', '\nExample:\n  zelos keys create --name billing --scope identities:read');
  keys.addCommand(
    withConfig(new Command('create'))
      .description('Make a key and print it once.')
      .requiredOption('-n, --name <name>', 'what the key is for; unique')
      .option(
        '-s, --scope <scope>',
        `what it may do; may be repeated: ${GRANTABLE_SCOPES.join(', ')} (default: *)`,
        listOption,
        [],
      )
      .option('--expires-in <duration>', 'how long it can be used, such as 720h or 90d (default: for ever)')
      .option('-q, --quiet', 'print the key and nothing else')
      .addHelpText('after', '\nExample:\n  zelos keys create --name billing --scope identities:read --expires-in 90d')
      .action((options: CreateOptions) => create(options, terminal)),
  );
  keys.addCommand(
    withOutput(withConfig(new Command('list')))
      .description('Show all keys; never their secrets.')
      .addHelpText('after', '\nExample:\n  zelos keys list -c kratos.yml --format json-pretty')
      .action((options: ListOptions) => list(options, terminal)),
  );
  keys.addCommand(
    withConfig(new Command('revoke'))
      .description('Make a key useless.')
      .argument('<name-or-id>')
      .option('--open-to-everybody', 'revoke even the only key, after which nobody needs one')
      .addHelpText('after', '\nExample:\n  zelos keys revoke billing')
      .action((idOrName: string, options: RevokeOptions) => revoke(idOrName, options, terminal)),
  );
  return keys;
}
