import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import type { TlsConfig } from '../config/config.ts';
import { ConfigError } from '../config/faults.ts';
import type { TlsPair, TlsSource } from '../http/tls-source.ts';
import type { Log } from './log.ts';

/** How often files are looked at: by their times, as the switch of a symbolic link is no event of the file. */
const LOOK_MS = 2000;

export interface OpenTlsOptions {
  /** `serve.<listener>.tls`, for faults. */
  readonly key: string;
  readonly log: Log;
  /** Milliseconds between two looks at the files. */
  readonly lookMs?: number;
}

/** @throws Error of OpenSSL when the two do not belong together, or are none */
function checked(pair: TlsPair): TlsPair {
  createSecureContext(pair);
  return pair;
}

async function read(tls: TlsConfig): Promise<TlsPair> {
  if ('cert' in tls) return checked(tls);
  const [cert, key] = await Promise.all([readFile(tls.certPath, 'utf8'), readFile(tls.keyPath, 'utf8')]);
  return checked({ cert, key });
}

/**
 * Reads certificate and key, and again when the files change. A pair that is not good (one file is new, the other one not yet) is passed
 * over: the one before is used until both are.
 * @throws ConfigError when they cannot be used at the start
 */
export async function openTls(tls: TlsConfig, { key, log, lookMs = LOOK_MS }: OpenTlsOptions): Promise<TlsSource> {
  const pair = await read(tls).catch((error: unknown) => {
    const found = error instanceof Error ? error.message : String(error);
    throw new ConfigError([{ key, expected: 'a certificate chain and its private key, both as PEM', found }]);
  });
  return {
    pair,
    watch(onChange) {
      if ('cert' in tls) return () => {};
      async function look() {
        try {
          onChange(await read(tls));
          log.info({ key }, 'The certificate was read again.');
        } catch (err) {
          log.warn({ key, err }, 'The new certificate cannot be used yet: the one before stays.');
        }
      }
      const files = [tls.certPath, tls.keyPath];
      for (const file of files) watchFile(file, { interval: lookMs, persistent: false }, look);
      return () => {
        for (const file of files) unwatchFile(file, look);
      };
    },
  };
}
