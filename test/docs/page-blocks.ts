/** What the comment before a block asks for. */
export type Mark =
  | { readonly kind: 'run'; readonly statuses: readonly number[] }
  | { readonly kind: 'fails' }
  | { readonly kind: 'serve' }
  | { readonly kind: 'file'; readonly name: string }
  | { readonly kind: 'configuration' }
  | { readonly kind: 'not run'; readonly reason: string };

/** A block of code of a page. */
export interface Block {
  /** Of its first line, from 1. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
  readonly mark: Mark | undefined;
}

const COMMENT = /^ *<!-- (.*?) -->$/;

/**
 * `run`, `run: expect 400 …` (the statuses with which the last calls by curl are answered; without, none is a failure), `run: fails`,
 * `run: serve`, `file: NAME`, `configuration`, `not run: REASON`.
 */
function markOf(comment: string): Mark | undefined {
  const [, word = '', rest = ''] = /^(run|file|configuration|not run)(?:: (.+))?$/.exec(comment) ?? [];
  if (word === 'file') return { kind: 'file', name: rest };
  if (word === 'configuration') return { kind: 'configuration' };
  if (word === 'not run') return { kind: 'not run', reason: rest };
  if (word !== 'run') return undefined;
  if (rest === 'fails' || rest === 'serve') return { kind: rest };
  const [, statuses] = /^expect ((?:\d{3} ?)+)$/.exec(rest) ?? [];
  if (rest !== '' && statuses === undefined) throw new Error(`nobody knows what "run: ${rest}" means`);
  return { kind: 'run', statuses: statuses?.split(' ').map(Number) ?? [] };
}

/** The blocks of a page between lines of three back quotes, in their order. */
export function blocksOf(page: string): readonly Block[] {
  const lines = page.split('\n');
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; at++) {
    const [, indent = '', language] = /^( *)```(\w*)$/.exec(lines[at] ?? '') ?? [];
    if (language === undefined) continue;
    const comment = COMMENT.exec(lines[at - 1] ?? '')?.[1];
    const end = lines.indexOf(`${indent}\`\`\``, at + 1);
    const text = lines.slice(at + 1, end).map((line) => `${line.slice(indent.length)}\n`);
    blocks.push({ line: at + 2, language, text: text.join(''), mark: comment === undefined ? undefined : markOf(comment) });
    at = end;
  }
  return blocks;
}
