/** One thing that is wrong with the configuration. */
export interface ConfigFault {
  /** Dotted path of the key; empty where the fault is the file itself. */
  readonly key: string;
  readonly expected: string;
  /** What is there instead; secrets are not shown. Absent when the key is missing. */
  readonly found?: string;
  /** File or environment variable (`$NAME`) or flag (`--name`) that the value comes from. */
  readonly file?: string;
  readonly variable?: string;
  readonly flag?: string;
  /** Counted from 1. */
  readonly line?: number;
  /** Counted from 1. */
  readonly column?: number;
  readonly hint?: string;
}

/** Where the value of a fault or warning comes from, as people read it: `kratos.yml:4:11`, `$SERVE_PUBLIC_PORT`, `--dev`. */
export function placeOf(fault: Pick<ConfigFault, 'file' | 'variable' | 'flag' | 'line' | 'column'>): string | undefined {
  if (fault.variable !== undefined) return `$${fault.variable}`;
  if (fault.flag !== undefined) return `--${fault.flag}`;
  if (fault.file === undefined) return undefined;
  return [fault.file, fault.line, fault.column].filter((part) => part !== undefined).join(':');
}

function describe(fault: ConfigFault): string {
  const place = placeOf(fault);
  const lines = [`  ${[fault.key || '(the whole file)', ...(place === undefined ? [] : [`(${place})`])].join('  ')}`];
  lines.push(`    expected: ${fault.expected}`);
  lines.push(`    found:    ${fault.found ?? 'nothing'}`);
  if (fault.hint !== undefined) lines.push(`    hint:     ${fault.hint}`);
  return lines.join('\n');
}

/** The configuration cannot be used. `message` lists every fault with its place; no secret is in it. */
export class ConfigError extends Error {
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    const count = faults.length === 1 ? 'is a fault' : `are ${faults.length} faults`;
    super(`There ${count} in the configuration:\n\n${faults.map(describe).join('\n\n')}\n`);
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

/** Something that works differently from what the configuration seems to ask for, or that is worth knowing. */
export interface ConfigWarning {
  /**
   * - `not_implemented`: the key is valid, the feature does not exist yet
   * - `no_effect`: the key is accepted and changes nothing, here or in the reference server
   * - `changed`: another value is used than the one given
   * - `suspicious`: probably a mistake
   * - `notice`: nothing is wrong; the server chose something by itself
   */
  readonly kind: 'not_implemented' | 'no_effect' | 'changed' | 'suspicious' | 'notice';
  readonly key: string;
  readonly message: string;
  /** As {@link placeOf} writes it. */
  readonly place?: string;
}
