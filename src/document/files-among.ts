import { fileURLToPath } from 'node:url';

/** The absolute paths of those URLs that are files. */
export const filesAmong = (urls: Iterable<string>): readonly string[] =>
  [...urls].filter((url) => url.startsWith('file:///')).map((url) => fileURLToPath(url));
