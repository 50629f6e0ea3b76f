import { styleText } from 'node:util';

/** What a command has of the terminal that it runs in. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Standard input; that of the process unless given. */
  readonly input?: NodeJS.ReadableStream;
  /** Colours a text for standard output; it stays as it is unless given. */
  readonly paint?: (colour: Colour, text: string) => string;
}

/** What colours say: something is well, may become a problem, is one; or stands out. */
export type Colour = 'green' | 'yellow' | 'red' | 'bold';

/** The terminal of the process. There are colours where people read: on a terminal, unless NO_COLOR is set; elsewhere with FORCE_COLOR. */
export const systemTerminal = (): Terminal => ({
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  paint: (colour, text) => styleText(colour, text, { stream: process.stdout }),
});

/** Where a command reads what people or other programs tell it. */
export const inputOf = ({ input = process.stdin }: Terminal): NodeJS.ReadableStream => input;

/** A text in a colour, where there are any. */
export const painted = ({ paint = (_, text) => text }: Terminal, colour: Colour, text: string): string => paint(colour, text);
