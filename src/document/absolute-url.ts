import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A `file://` URL of the configuration with the whole path; other URLs as they are. */
export function absoluteUrl(url: string, cwd: string): string {
  return url.startsWith('file://') ? fileUrl(url.slice('file://'.length), cwd) : url;
}

/** The `file://` URL of a path. What a configuration says is taken as it stands (`file://./a.json` too), not percent-decoded. */
export function fileUrl(path: string, cwd: string): string {
  return pathToFileURL(resolve(cwd, path)).href;
}
