import { Command } from 'commander';
import { parseTree } from '../../json/tree.ts';
import { withConfig } from '../configured.ts';
import { type OutputFlags, outputFormat, withOutput } from '../print/output-format.ts';
import { printResult } from '../print/print-result.ts';
import { SomeFailed } from '../some-failed.ts';
import { type Colour, painted, type Terminal } from '../terminal.ts';
import type { Finding } from './finding.ts';

const COLOURS: Readonly<Record<Finding['state'], Colour>> = { ok: 'green', warn: 'yellow', fail: 'red' };

function pageOf(findings: readonly Finding[], terminal: Terminal): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.map(({ check, state, message, advice }) => {
    const margin = ' '.repeat(width + 8);
    const line = `${painted(terminal, COLOURS[state], state.padEnd(4))}  ${check.padEnd(width)}  ${message.replaceAll('\n', `\n${margin}`)}\n`;
    return advice === undefined ? line : `${line}${margin}${painted(terminal, 'bold', advice)}\n`;
  });
  const count = (state: Finding['state']) => findings.filter((finding) => finding.state === state).length;
  return `${lines.join('')}\n${count('ok')} ok, ${count('warn')} to look at, ${count('fail')} to mend\n`;
}

async function doctor({ config, ...flags }: OutputFlags & { readonly config: string[] }, terminal: Terminal): Promise<void> {
  const format = outputFormat(flags);
  const { examine } = await import('./examine.ts');
  const findings = await examine(config);
  if (format.kind === 'table') terminal.out(pageOf(findings, terminal));
  else {
    const headers = ['CHECK', 'STATE', 'MESSAGE', 'ADVICE'];
    const rows = findings.map(({ check, state, message, advice }) => [check, state, message, advice]);
    printResult({ headers, rows, json: parseTree(JSON.stringify(findings)) }, format, terminal);
  }
  if (findings.some(({ state }) => state === 'fail')) throw new SomeFailed();
}

/** `zelos doctor` */
export const doctorCommand = (terminal: Terminal) =>
  withOutput(withConfig(new Command('doctor')))
    .description(
      'Check configuration, secrets, files, database, mail and ports, and say what to do. Nothing is changed. The code is 1 when something has to be mended.',
    )
    .addHelpText(
      'after',
      `
Examples:
  zelos doctor -c kratos.yml
  zelos doctor -c kratos.yml --format 'jsonpath=#(state=="fail")#.message'`,
    )
    .action((flags: OutputFlags & { readonly config: string[] }) => doctor(flags, terminal));
