import type { Command } from 'commander';
import { completionPoints, stepsOf, type Word } from './words-of.ts';

/** A text in quotes; a colon ends the word that is described. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
const described = (words: readonly Word[]) => words.map(({ name, about }) => quoted(`${name}:${about}`)).join(' ');

/** A script for zsh that completes commands and flags with their descriptions, and files. */
export function zshCompletion(program: Command): string {
  const steps = stepsOf(program).map(({ words, path }) => `      ${quoted(words)}) at=${quoted(path)} ;;`);
  const points = completionPoints(program).map(
    ({ path, commands, flags, valued }) => `    ${quoted(path)})
      commands=(${described(commands)})
      flags=(${described(flags)})
      valued=(${valued.join(' ')})
      ;;`,
  );
  return `#compdef zelos
# Completion of zelos for zsh. Save it as _zelos in a folder of $fpath, or say: source <(zelos completion zsh)
_zelos() {
  local at='' word
  local -a commands flags valued
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "\${at:+$at }$word" in
${steps.join('\n')}
    esac
  done
  case "$at" in
${points.join('\n')}
  esac
  if (( \${valued[(Ie)\${words[CURRENT-1]}]} )); then
    _files
  elif [[ "\${words[CURRENT]}" == -* ]]; then
    _describe -o flag flags
  elif (( $#commands )); then
    _describe command commands
  else
    _files
  fi
}
if [[ "\${funcstack[1]}" == _zelos ]]; then _zelos "$@"; else compdef _zelos zelos; fi
`;
}
