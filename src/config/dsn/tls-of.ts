import { resolve } from 'node:path';
import { DsnError, type ServerDsn } from './dsn.ts';

const TLS_MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;

/** Takes a parameter out of a query. */
export type Take = (name: string) => string | undefined;

/**
 * What the parameters `ssl…` ask for, as libpq understands them ("Database Connection Control Functions").
 * @throws DsnError when there is no such mode, a certificate stands without its key, or the authorities of the system with a
 *   mode that checks no names
 */
export function tlsOf(take: Take, { cwd, warnings }: { readonly cwd: string; readonly warnings: string[] }): ServerDsn['tls'] {
  const file = (name: string): string | undefined => {
    const path = take(name);
    return path === undefined || path === '' ? undefined : path;
  };
  const [root, certificate, key] = [file('sslrootcert'), file('sslcert'), file('sslkey')];
  const mode = modeOf(take, root, warnings);
  if ((certificate === undefined) !== (key === undefined)) {
    throw new DsnError('sslcert and sslkey together in the database URL', 'Add the one that is missing, or leave out both.');
  }
  return {
    mode,
    ...(root !== undefined && { rootCertificate: root === 'system' ? root : resolve(cwd, root) }),
    ...(certificate !== undefined && key !== undefined && { certificate: resolve(cwd, certificate), key: resolve(cwd, key) }),
  };
}

function modeOf(take: Take, root: string | undefined, warnings: string[]): ServerDsn['tls']['mode'] {
  const given = take('sslmode') || undefined;
  const mode = TLS_MODES.find((known) => known === given);
  // A default instead would take away the protection that somebody asked for.
  if (given !== undefined && mode === undefined)
    throw new DsnError(`one of ${TLS_MODES.join(', ')} as sslmode of the database URL`);
  const jdbc = take('ssl');
  if (jdbc !== undefined && jdbc !== 'true') warnings.push('the parameter ssl of the database URL has no effect; use sslmode');
  if (root !== 'system') return mode ?? (jdbc === 'true' ? 'require' : 'prefer');
  // Anybody can have a certificate of an authority that the whole world trusts.
  if (mode !== undefined && mode !== 'verify-full') {
    throw new DsnError(
      'sslmode=verify-full beside sslrootcert=system in the database URL',
      `sslmode=${mode} would check no name.`,
    );
  }
  return 'verify-full';
}
