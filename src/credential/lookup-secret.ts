import { type Static, Type } from '@sinclair/typebox';
import { jsonOf } from '../json/json-text.ts';
import type { CredentialKind } from './credential-kind.ts';
import { importFault } from './import-fault.ts';
import { objectsIn, readConfig, textIn } from './read-config.ts';
import { storedTime, ZERO_TIME } from './time-member.ts';

const LookupSecretImport = Type.Object({
  codes: Type.Optional(
    Type.Array(
      Type.Object({
        code: Type.Optional(Type.String()),
        used_at: Type.Optional(
          Type.Union([Type.String({ format: 'date-time' }), Type.Null()], {
            description: 'Null or absent for a code that is not used.',
          }),
        ),
      }),
    ),
  ),
});

interface RecoveryCode {
  readonly code: string;
  readonly used_at: string | null;
}

const recoveryCode = (code: string, usedAt: string | undefined): RecoveryCode => ({
  code,
  used_at: usedAt === undefined || usedAt === ZERO_TIME ? null : usedAt,
});

/** Codes for when the other second factor is out of reach (contract 7.6): any code, used or not, makes it a second factor. */
export const lookupSecretKind: CredentialKind = {
  type: 'lookup_secret',
  importConfig: LookupSecretImport,

  async importInto(current, imported, { now }) {
    const { codes } = imported as Static<typeof LookupSecretImport>;
    const fault = importFault('lookup_secret');
    const stored = current ? objectsIn(readConfig(current.config).recovery_codes) : [];
    const recovery_codes = [
      ...stored.map((entry) => recoveryCode(textIn(entry.code), textIn(entry.used_at) || undefined)),
      ...(codes ?? []).map(({ code, used_at }, index) =>
        recoveryCode(code ?? '', storedTime(used_at, `/codes/${index}/used_at`, fault)),
      ),
    ];
    const config = jsonOf({ recovery_codes });
    return { type: 'lookup_secret', identifiers: [], config, version: 0, createdAt: now, updatedAt: now };
  },

  normalise: (identifier) => identifier,
  ownIdentifiers: (identityId) => [identityId],
  upgrade: (credential) => credential,

  firstFactors: () => 0,
  secondFactors: (credential) => (objectsIn(readConfig(credential.config).recovery_codes).length > 0 ? 1 : 0),

  remove: () => undefined,
  disclose: (credential) => credential.config,
};
