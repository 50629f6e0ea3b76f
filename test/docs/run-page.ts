import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { NODE } from '../build/installed-package.ts';
import { emptyFolder } from '../cli/program.ts';
import { twoFreePorts } from '../server/free-ports.ts';
import type { Block } from './page-blocks.ts';
import { ROOT } from './page-files.ts';

export interface PageOptions {
  readonly blocks: readonly Block[];
  /** Folder of the installed package. */
  readonly packageFolder: string;
  /** Stands in the place of the database that pages name, where they name one. */
  readonly database?: string | undefined;
}

export const DATABASE_OF_PAGES = 'postgres://zelos:secret@127.0.0.1:5432/zelos';

/** A page that has not ended by then hangs: its processes are ended, so that none is left behind. */
export const LONGEST_MS = 200_000;

/** Calls by curl tell their status; one that nobody answers ends the page. */
const PRELUDE = `set -eo pipefail
curl() { command curl --max-time 60 -w '%{stderr}[status %{http_code}]\\n' "$@"; }
wait_until_ready() {
  for _ in $(seq 240); do
    command curl -sf -o /dev/null --max-time 5 "$ADMIN_OF_PAGE/admin/health/ready" && return
    kill -0 "$1" || break
    sleep 0.25
  done
  return 1
}
`;

const isScript = ({ language }: Block) => language === 'js' || language === 'ts';

/** The block as a part of the script of its page: what it prints goes into files of its own. */
function partOf(block: Block, text: string): string {
  const to = `> .page/${block.line}.out 2> .page/${block.line}.err`;
  const command = isScript(block) ? `node block-${block.line}.mjs` : text;
  switch (block.mark?.kind) {
    case 'run':
      return `echo ${block.line} > .page/at\n{\n${command}\n} ${to}\n`;
    case 'fails':
      return `echo ${block.line} > .page/at\nif (\n${command}\n) ${to}; then exit 1; fi\n`;
    case 'serve':
      return `echo ${block.line} > .page/at\n(\n${command}\n) ${to} &\nwait_until_ready $!\n`;
    default:
      return '';
  }
}

/** The server that a page without one of its own finds running: everything built in. */
const SERVER: Block = { line: 0, language: 'sh', text: 'zelos serve\n', mark: { kind: 'serve' } };

function withServer(blocks: readonly Block[]): readonly Block[] {
  const first = blocks.findIndex(({ mark }) => mark?.kind === 'run' || mark?.kind === 'serve');
  const isOwn = blocks.some(({ mark }) => mark?.kind === 'serve');
  return first < 0 || isOwn ? blocks : [SERVER, ...blocks];
}

/** Ends everything that the page has started, which is one group of processes. */
async function endGroup(pid: number): Promise<void> {
  for (const [signal, tries] of [['SIGTERM', 80] as const, ['SIGKILL', 20] as const]) {
    for (let left = tries; left > 0; left--) {
      try {
        process.kill(-pid, left === tries ? signal : 0);
      } catch {
        return;
      }
      await pause(250);
    }
  }
}

/** What is wrong with the answers to the calls of a block. */
function statusFault({ mark }: Block, written: string): string | undefined {
  if (mark?.kind !== 'run') return undefined;
  const statuses = [...written.matchAll(/\[status (\d+)\]/g)].map(([, status]) => Number(status));
  const last = statuses.slice(statuses.length - mark.statuses.length);
  if (mark.statuses.length > 0)
    return `${last}` === `${mark.statuses}` ? undefined : `answers ${statuses}, expected ${mark.statuses}`;
  return statuses.every((status) => status >= 200 && status < 400) ? undefined : `answers ${statuses}`;
}

/**
 * Runs the marked blocks of a page one after the other, in one shell, in an empty folder where the package is installed.
 * @returns what went wrong, with what the block has written; undefined when all went well
 */
export async function runPage({ blocks, packageFolder, database }: PageOptions): Promise<string | undefined> {
  const [publicPort, adminPort] = await twoFreePorts();
  const folder = await emptyFolder();
  const inFolder = (name: string) => join(folder.path, name);
  const here = (text: string) =>
    text
      .replaceAll(':4433', `:${publicPort}`)
      .replaceAll(':4434', `:${adminPort}`)
      .replaceAll(DATABASE_OF_PAGES, database ?? DATABASE_OF_PAGES);
  try {
    for (const name of ['.page', 'bin', 'node_modules/.bin']) await mkdir(inFolder(name), { recursive: true });
    await symlink(packageFolder, inFolder('node_modules/zelos'));
    // Where a package is installed, and where a clone has it.
    for (const name of ['node_modules/.bin/zelos', 'bin/zelos']) await symlink(join(packageFolder, 'bin/zelos'), inFolder(name));
    await symlink(join(ROOT, 'node_modules/@ory'), inFolder('node_modules/@ory'));
    const all = withServer(blocks);
    for (const block of all) {
      const { mark, line, text } = block;
      const name = mark?.kind === 'file' ? mark.name : isScript(block) ? `block-${line}.mjs` : undefined;
      if (mark === undefined || name === undefined) continue;
      await mkdir(dirname(inFolder(name)), { recursive: true });
      await writeFile(inFolder(name), here(text));
    }
    await writeFile(inFolder('.page/script.sh'), PRELUDE + all.map((block) => partOf(block, here(block.text))).join(''));
    const env = {
      PATH: `${inFolder('node_modules/.bin')}:${dirname(NODE)}:${process.env.PATH}`,
      HOME: folder.path,
      SERVE_PUBLIC_PORT: String(publicPort),
      SERVE_ADMIN_PORT: String(adminPort),
      ADMIN_OF_PAGE: `http://127.0.0.1:${adminPort}`,
      // Passwords of pages are looked up nowhere.
      SELFSERVICE_METHODS_PASSWORD_CONFIG_HAVEIBEENPWNED_ENABLED: 'false',
    };
    const shell = spawn('bash', ['.page/script.sh'], {
      cwd: folder.path,
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    });
    let said = '';
    shell.stderr.on('data', (chunk) => {
      said += chunk;
    });
    const group = shell.pid ?? 0;
    const late = setTimeout(() => process.kill(-group, 'SIGKILL'), LONGEST_MS);
    const [code] = await once(shell, 'exit');
    clearTimeout(late);
    await endGroup(group);

    const written = async (line: number) => {
      const files = (await readdir(inFolder('.page'))).filter((name) => name.startsWith(`${line}.`)).sort();
      return (await Promise.all(files.map((name) => readFile(inFolder(`.page/${name}`), 'utf8')))).join('');
    };
    if (code !== 0) {
      const at = Number(await readFile(inFolder('.page/at'), 'utf8').catch(() => '0'));
      return `line ${at} ended with ${code}: ${said}\n${await written(at)}`;
    }
    for (const block of all) {
      const fault = statusFault(block, await written(block.line));
      if (fault !== undefined) return `line ${block.line}: ${fault}\n${await written(block.line)}`;
    }
    return undefined;
  } finally {
    await folder.remove();
  }
}
