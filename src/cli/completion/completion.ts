import { Command } from 'commander';
import { ParentCommand } from '../parent-command.ts';
import type { Terminal } from '../terminal.ts';
import { bashCompletion } from './bash.ts';
import { fishCompletion } from './fish.ts';
import { zshCompletion } from './zsh.ts';

const SHELLS = {
  bash: { script: bashCompletion, example: 'zelos completion bash > /etc/bash_completion.d/zelos' },
  zsh: { script: zshCompletion, example: 'zelos completion zsh > /usr/local/share/zsh/site-functions/_zelos' },
  fish: { script: fishCompletion, example: 'zelos completion fish > ~/.config/fish/completions/zelos.fish' },
} as const;

const rootOf = (command: Command): Command => (command.parent ? rootOf(command.parent) : command);

/** `zelos completion bash|zsh|fish` */
export function completionCommand({ out }: Terminal): Command {
  const parent = new ParentCommand('completion')
    .description('Print a script that lets a shell complete commands and flags.')
    .addHelpText('after', '\nExample:\n  source <(zelos completion bash)');
  for (const [name, { script, example }] of Object.entries(SHELLS)) {
    const command = new Command(name)
      .description(`The script for ${name}.`)
      .addHelpText('after', `\nExample:\n  ${example}`)
      .action(() => out(script(rootOf(parent))));
    parent.addCommand(command);
  }
  return parent;
}
