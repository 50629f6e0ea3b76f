/** Ids of types that every Go program knows. */
const STRING = 6;
const NAME_OF_STRING = 'string';

/** Reads the numbers and texts of Go's gob encoding. @throws RangeError at the end of the bytes */
class GobReader {
  #at = 0;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** Up to 127 in one byte; else a byte with the negated length, then the bytes of the number. */
  unsigned(): number {
    const [first = 0] = this.bytes(1);
    if (first < 0x80) return first;
    const length = 256 - first;
    if (length > 6) throw new RangeError('a number of gob is too large');
    return this.bytes(length).readUIntBE(0, length);
  }

  /** The lowest bit is the sign. */
  signed(): number {
    const value = this.unsigned();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }

  bytes(length: number): Buffer {
    const part = this.#bytes.subarray(this.#at, this.#at + length);
    if (part.length < length) throw new RangeError('gob ends in the middle');
    this.#at += length;
    return part;
  }

  text(): string {
    return this.bytes(this.unsigned()).toString();
  }
}

/** What an interface holds: the name of its type, the id, the length of the value, a zero, the value. @returns undefined for no text */
function textIn(reader: GobReader): string | undefined {
  const name = reader.text();
  const type = reader.signed();
  const value = new GobReader(reader.bytes(reader.unsigned()));
  if (name !== NAME_OF_STRING || type !== STRING || value.unsigned() !== 0) return undefined;
  return value.text();
}

/**
 * The texts in a Go map from anything to anything, as its gob encoding has them; other members are left out.
 * @returns undefined when the bytes are no such map
 */
export function gobTexts(bytes: Buffer): ReadonlyMap<string, string> | undefined {
  const stream = new GobReader(bytes);
  try {
    while (!stream.isAtEnd) {
      const message = new GobReader(stream.bytes(stream.unsigned()));
      // A negative id describes a type; what cookies hold has one type only, so that its description says nothing new.
      if (message.signed() < 0) continue;
      if (message.unsigned() !== 0) return undefined;
      const texts = new Map<string, string>();
      for (let left = message.unsigned(); left > 0; left--) {
        const [key, value] = [textIn(message), textIn(message)];
        if (key !== undefined && value !== undefined) texts.set(key, value);
      }
      return texts;
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return undefined;
}
