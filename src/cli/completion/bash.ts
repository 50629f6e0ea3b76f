import type { Command } from 'commander';
import { completionPoints, stepsOf } from './words-of.ts';

const names = (words: readonly { readonly name: string }[]) => words.map(({ name }) => name).join(' ');

/** A script for bash that completes commands, flags and, where neither fits, files. */
export function bashCompletion(program: Command): string {
  const steps = stepsOf(program).map(({ words, path }) => `      '${words}') at='${path}' ;;`);
  const points = completionPoints(program).map(
    ({ path, commands, flags, valued }) => `    '${path}')
      commands='${names(commands)}'
      flags='${names(flags)}'
      valued=' ${valued.join(' ')} '
      ;;`,
  );
  return `# Completion of zelos for bash. Put it where bash looks for completions, or say: source <(zelos completion bash)
_zelos() {
  local at='' word commands='' flags='' valued='' current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}"
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${at:+$at }$word" in
${steps.join('\n')}
    esac
  done
  case "$at" in
${points.join('\n')}
  esac
  COMPREPLY=()
  if [[ $valued == *" $before "* ]]; then return; fi
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$flags" -- "$current"))
  else
    COMPREPLY=($(compgen -W "$commands" -- "$current"))
  fi
}
complete -o bashdefault -o default -F _zelos zelos
`;
}
