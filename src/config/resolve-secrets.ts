import { join } from 'node:path';
import type { Random } from '../lib/random.ts';
import type { SecretsConfig } from './config.ts';
import { ConfigError, type ConfigWarning } from './faults.ts';
import { createSecretKeeper, type KeptSecrets, makeSecrets, SECRETS_FILE, type SecretFiles } from './kept-secrets.ts';
import type { Values } from './keys/root.ts';

/** Where generated secrets are kept, and who hears of it. */
export interface ResolveSecretsContext {
  readonly dataDir: string;
  readonly secretFiles: SecretFiles;
  readonly secretsOfProcess?: () => KeptSecrets;
  readonly random: Random;
  readonly warn: (warning: ConfigWarning) => void;
}

/**
 * The secrets that are used: those of the configuration; `secrets.default` where a list is missing; and those that the server
 * made for itself where that is missing too.
 * @throws ConfigError when the file of generated secrets holds something else
 */
export async function resolveSecrets(values: Values, context: ResolveSecretsContext): Promise<SecretsConfig> {
  const { cookie, pagination, cipher, default: fallback } = values.secrets ?? {};
  const needsCipher = cipher === undefined && values.ciphers.algorithm !== 'noop';
  const kept = isFilled(fallback) && !needsCipher ? undefined : await keep(context);
  return {
    default: pick(fallback, kept?.default),
    cookie: pick(cookie, fallback, kept?.cookie),
    pagination: pick(pagination, fallback, kept?.pagination),
    cipher: cipher ?? (needsCipher ? pick(kept?.cipher) : []),
  };
}

const isFilled = (list: readonly string[] | undefined): list is readonly string[] => list !== undefined && list.length > 0;

function pick(...lists: readonly (readonly string[] | undefined)[]): readonly string[] {
  const found = lists.find(isFilled);
  if (found === undefined) throw new TypeError('a list of secrets has neither a value nor a substitute');
  return found;
}

async function keep({ dataDir, secretFiles, secretsOfProcess, random, warn }: ResolveSecretsContext): Promise<KeptSecrets> {
  const path = join(dataDir, SECRETS_FILE);
  try {
    const kept = await createSecretKeeper({ files: secretFiles, random })(dataDir);
    warn({
      kind: 'notice',
      key: 'secrets.default',
      message: `Secrets that are not configured come from ${path}; keep that file.`,
    });
    return kept;
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    // A read-only container still starts, as it does with the reference server.
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    const message = `Secrets cannot be kept in ${path} (${reason}): cookies and codes end with this process. Set secrets.default.`;
    warn({ kind: 'suspicious', key: 'secrets.default', message });
    return secretsOfProcess?.() ?? makeSecrets(random);
  }
}
