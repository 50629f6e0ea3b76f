import type { Command } from 'commander';
import { completionPoints, stepsOf } from './words-of.ts';

const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** A script for fish that completes commands and flags with their descriptions, and files. */
export function fishCompletion(program: Command): string {
  const steps = stepsOf(program).map(({ words, path }) => `      case ${quoted(words)}\n        set at ${quoted(path)}`);
  const lines = completionPoints(program).flatMap(({ path, commands, flags, valued }) => {
    // Names of commands have neither quotes nor dollar signs.
    const here = `complete -c zelos -n "__zelos_is_at '${path}'"`;
    return [
      ...commands.map(({ name, about }) => `${here} -f -a ${quoted(name)} -d ${quoted(about)}`),
      ...flags.map(({ name, about }) => {
        const kind = name.startsWith('--') ? `-l ${quoted(name.slice(2))}` : `-s ${quoted(name.slice(1))}`;
        return `${here} ${kind}${valued.includes(name) ? ' -r' : ''} -d ${quoted(about)}`;
      }),
    ];
  });
  return `# Completion of zelos for fish. Save it as ~/.config/fish/completions/zelos.fish, or say: zelos completion fish | source
function __zelos_is_at
  set -l at ''
  for word in (commandline -opc)[2..-1]
    switch (string trim "$at $word")
${steps.join('\n')}
    end
  end
  test "$at" = "$argv[1]"
end
${lines.join('\n')}
`;
}
