/** How a connection is protected; what libpq calls `sslmode`. */
export type TlsMode = 'disable' | 'allow' | 'prefer' | 'require' | 'verify-ca' | 'verify-full';

/** PEM texts. */
export interface TlsFiles {
  /** Authorities to trust; without any, those that Node brings along. */
  readonly authorities?: string | readonly string[];
  /** What this side shows, with the key that belongs to it. */
  readonly certificate?: string;
  readonly key?: string;
}

export interface PostgresTls extends TlsFiles {
  /** A server that offers no TLS is refused; otherwise it is spoken to in the clear. */
  readonly required: boolean;
  /** What has to be right: nothing, who signed the certificate of the server, or also the name in it. */
  readonly verify: 'nothing' | 'authority' | 'name';
}

/**
 * The modes of libpq (PostgreSQL, "SSL Support", table of modes), with two liberties: `allow` encrypts whenever it can, as
 * `prefer` does, and neither falls back to clear text when an encrypted connection fails.
 * @returns undefined for no TLS
 */
export function postgresTls(mode: TlsMode, files: TlsFiles = {}): PostgresTls | undefined {
  switch (mode) {
    case 'disable':
      return undefined;
    case 'allow':
    case 'prefer':
      return { ...files, required: false, verify: 'nothing' };
    case 'require':
      // With an authority at hand, `require` checks it: so does libpq.
      return { ...files, required: true, verify: files.authorities === undefined ? 'nothing' : 'authority' };
    case 'verify-ca':
      return { ...files, required: true, verify: 'authority' };
    case 'verify-full':
      return { ...files, required: true, verify: 'name' };
  }
}
