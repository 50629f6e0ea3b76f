import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** A stream of bytes that rows are read from. */
export interface Input {
  /** What messages call it: `STD_IN` or the path. */
  readonly label: string;
  /** How many of the bytes have been read. */
  consumed(): number;
  /** The bytes, unpacked; to be walked once. */
  readonly chunks: AsyncIterable<Buffer>;
}

const CHUNK_BYTES = 256 * 1024;
const HEAD_BYTES = 64 * 1024;

/** What is known of a file before it is read. */
export interface FileFacts {
  readonly path: string;
  /** Bytes, as it lies there. */
  readonly size: number;
  /** Tells this file from another one of its name. */
  readonly fingerprint: string;
}

/** Looks at a file: its size and its beginning. @throws the error of the system for one that cannot be read */
export async function fileFacts(path: string): Promise<FileFacts> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const head = createHash('sha256').update(buffer.subarray(0, bytesRead)).digest('hex');
    return { path, size, fingerprint: `${size} ${head}` };
  } finally {
    await file.close();
  }
}

/** Opens a file; what ends in `.gz` is unpacked on the way. */
export function openFile({ path }: FileFacts): Input {
  let consumed = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      consumed += chunk.length;
      done(null, chunk);
    },
  });
  const raw = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  // Errors arrive where the last stream is read, so nothing is left to do when the pipeline ends.
  const ended = () => {};
  const chunks = path.endsWith('.gz')
    ? pipeline(raw, counted, createGunzip({ chunkSize: CHUNK_BYTES }), ended)
    : pipeline(raw, counted, ended);
  return { label: path, consumed: () => consumed, chunks };
}

/** Standard input, or another stream without a name. */
export function openStream(stream: AsyncIterable<Buffer>): Input {
  let consumed = 0;
  async function* chunks() {
    for await (const chunk of stream) {
      consumed += chunk.length;
      yield chunk;
    }
  }
  return { label: 'STD_IN', consumed: () => consumed, chunks: chunks() };
}
