import { readFileSync } from 'node:fs';

interface PackageFile {
  readonly version: string;
}

/** The version of the package, from its own description. */
export function packageVersion(): string {
  const file = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as PackageFile).version;
}

/** Which state of the sources a build was made from. */
export interface Origin {
  readonly commit?: string;
  /** Of that commit, RFC 3339. */
  readonly time?: string;
}

/** Where this program comes from; empty when it runs from its sources, or was built without knowing. */
export function buildOrigin(): Origin {
  // The bundle lies as deep as this file does, and only it has such a neighbour.
  if (import.meta.url.endsWith('.ts')) return {};
  try {
    return JSON.parse(readFileSync(new URL('../origin.json', import.meta.url), 'utf8')) as Origin;
  } catch {
    return {};
  }
}
