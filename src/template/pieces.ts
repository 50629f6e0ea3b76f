import { checkLength } from './budget.ts';

/** A text that is put together, and may not become too long. */
export interface Pieces {
  /** @throws ValueFault when the text becomes too long */
  add(piece: string): void;
  text(): string;
}

export function createPieces(): Pieces {
  const pieces: string[] = [];
  let length = 0;
  return {
    add(piece) {
      length += piece.length;
      checkLength(length);
      pieces.push(piece);
    },
    text: () => pieces.join(''),
  };
}
