import { MAX_ROW_BYTES } from './input-row.ts';
import { TransferFault } from './transfer-fault.ts';

const NEWLINE = 0x0a;

/** Cuts a stream into lines without holding more than one of them; what ends a line is left out. */
export class LineSplitter {
  #held: Buffer[] = [];
  #heldBytes = 0;

  /** The lines that end in this chunk. @throws TransferFault for a line that is too long */
  push(chunk: Buffer): Buffer[] {
    const lines: Buffer[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      this.#hold(chunk.subarray(start, end));
      lines.push(...this.end());
      start = end + 1;
    }
    this.#hold(chunk.subarray(start));
    return lines;
  }

  /** To be called after the last chunk. @returns the last line, which may lack its end */
  end(): Buffer[] {
    const line = Buffer.concat(this.#held);
    this.#held = [];
    this.#heldBytes = 0;
    return [line];
  }

  #hold(part: Buffer): void {
    this.#heldBytes += part.length;
    if (this.#heldBytes > MAX_ROW_BYTES) throw new TransferFault('a line is longer than 16 MiB');
    this.#held.push(Buffer.from(part));
  }
}
