import type { DocumentReader } from './document-reader.ts';
import { filesAmong } from './files-among.ts';

/** What was read once, so that others can be made of the same texts later or elsewhere. */
export interface KeptDocuments {
  /** Reads through this: what is kept is not read again. */
  readonly through: (read: DocumentReader) => DocumentReader;
  /** The texts by their URLs. Those that are in their URL (`base64://`) are left out. */
  readonly texts: ReadonlyMap<string, string>;
  /** Absolute paths of the files that were asked for, whether or not they could be read. */
  files(): readonly string[];
}

/** @param texts what is kept already, by its URL */
export function createKeptDocuments(texts: ReadonlyMap<string, string> = new Map()): KeptDocuments {
  const kept = new Map(texts);
  const asked = new Set(texts.keys());
  return {
    texts: kept,
    through: (read) => async (url) => {
      asked.add(url);
      const known = kept.get(url);
      if (known !== undefined) return known;
      const text = await read(url);
      if (!url.startsWith('base64://')) kept.set(url, text);
      return text;
    },
    files: () => filesAmong(asked),
  };
}
