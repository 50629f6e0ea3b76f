import { createHash } from 'node:crypto';
import { textOf } from '../value/add.ts';
import { quoteJson } from '../value/json-text.ts';
import type { Run } from '../value/run.ts';
import { known } from '../value/thunk.ts';
import type { Arguments } from './arguments.ts';
import type { Native, Natives } from './native.ts';
import { escapeXml } from './xml.ts';

/** The bytes that an array of numbers says. */
function bytesOf(args: Arguments, index: number, run: Run): Buffer {
  const array = args.array(index);
  run.spend(array.length);
  return Buffer.from(
    array.map((element) => {
      const byte = element.force(run);
      if (typeof byte === 'number' && Number.isInteger(byte) && byte >= 0 && byte < 256) return byte;
      return args.fail('needs bytes: whole numbers from 0 to 255');
    }),
  );
}

const arrayOf = (bytes: Uint8Array, run: Run) => {
  run.spend(bytes.length);
  return Array.from(bytes, known);
};

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function decoded(args: Arguments, run: Run): Buffer {
  const text = args.text(0);
  run.spendText(text.length);
  return BASE64.test(text) ? Buffer.from(text, 'base64') : args.fail('the text is not base64 with padding');
}

const digest =
  (algorithm: string): Native =>
  (args, run) => {
    const text = args.text(0);
    run.spendText(text.length);
    return createHash(algorithm).update(text).digest('hex');
  };

/** Makes a text of another language, of which a character takes six at most. */
const escaped =
  (write: (text: string) => string): Native =>
  (args, run) => {
    const text = textOf(args.value(0), run);
    run.spendText(text.length * 6);
    return write(text);
  };

const quoteBash = (text: string) => `'${text.replaceAll("'", `'"'"'`)}'`;

/** Bytes, digests, and texts inside of other languages. */
export const ENCODINGS: Natives = {
  encodeUTF8: [
    'str',
    (args, run) => {
      const text = args.text(0);
      run.spend(text.length);
      return arrayOf(Buffer.from(text), run);
    },
  ],
  decodeUTF8: ['arr', (args, run) => bytesOf(args, 0, run).toString()],
  base64: [
    'input',
    (args, run) => {
      const input = args.value(0);
      if (typeof input !== 'string') return bytesOf(args, 0, run).toString('base64');
      run.spendText(input.length * 4);
      return Buffer.from(input).toString('base64');
    },
  ],
  base64Decode: ['str', (args, run) => decoded(args, run).toString()],
  base64DecodeBytes: ['str', (args, run) => arrayOf(decoded(args, run), run)],
  md5: ['s', digest('md5')],
  sha1: ['str', digest('sha1')],
  sha256: ['str', digest('sha256')],
  sha512: ['str', digest('sha512')],
  sha3: ['str', digest('sha3-512')],
  escapeStringJson: ['str_', escaped(quoteJson)],
  escapeStringPython: ['str', escaped(quoteJson)],
  escapeStringBash: ['str_', escaped(quoteBash)],
  escapeStringDollars: ['str_', escaped((text) => text.replaceAll('$', '$$$$'))],
  escapeStringXML: ['str_', escaped(escapeXml)],
};
