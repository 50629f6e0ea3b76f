import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** PEM texts and where they are. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
  readonly certificatePath: string;
  readonly keyPath: string;
}

export interface CertificateMaker {
  authority(name: string): Certificate;
  /** @param names alternative names, such as `DNS:localhost` */
  signed(by: Certificate, name: string, names?: string): Certificate;
  remove(): void;
}

/** Makes certificates that are good for a day, by the `openssl` of the machine, in a temporary folder. */
export function makeCertificates(): CertificateMaker {
  const folder = mkdtempSync(join(tmpdir(), 'zelos-certificates-'));

  function make(name: string, ...args: string[]): Certificate {
    const [certificatePath, keyPath] = [join(folder, `${name}.pem`), join(folder, `${name}.key`)];
    const fixed = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
    const { status, stderr, error } = spawnSync(
      'openssl',
      [...fixed, '-subj', `/CN=${name}`, '-out', certificatePath, '-keyout', keyPath, ...args],
      { encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`openssl failed: ${error ?? stderr}`);
    return {
      certificate: readFileSync(certificatePath, 'utf8'),
      key: readFileSync(keyPath, 'utf8'),
      certificatePath,
      keyPath,
    };
  }

  return {
    authority: (name) => make(name),
    signed: (by, name, names) =>
      make(
        name,
        ...['-CA', by.certificatePath, '-CAkey', by.keyPath, '-addext', 'basicConstraints=critical,CA:FALSE'],
        ...(names === undefined ? [] : ['-addext', `subjectAltName=${names}`]),
      ),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
