import { createCodeKind } from './code.ts';
import type { Credential, CredentialType } from './credential.ts';
import type { CredentialKind, FactorSettings } from './credential-kind.ts';
import { deviceauthnKind } from './deviceauthn.ts';
import { lookupSecretKind } from './lookup-secret.ts';
import { oidcKind } from './oidc.ts';
import { passkeyKind } from './passkey.ts';
import { createPasswordKind } from './password.ts';
import { samlKind } from './saml.ts';
import { totpKind } from './totp.ts';
import { createWebauthnKind } from './webauthn.ts';

/** An import processes the types in this order (contract 7.1), so the first fault is the same for everybody. */
const IMPORT_ORDER = ['password', 'oidc', 'saml', 'webauthn', 'passkey', 'lookup_secret', 'totp'] as const;

type ImportableType = (typeof IMPORT_ORDER)[number];

type OneOfEach = { readonly [type in CredentialType]?: Credential };

/** A kind that can be imported. */
export type ImportableKind = CredentialKind & Required<Pick<CredentialKind, 'importConfig' | 'importInto'>>;

/** Every kind of credential, and what takes all of them: counting. */
export interface CredentialKinds {
  readonly byType: Readonly<Record<CredentialType, CredentialKind>>;
  /** The kinds that can be imported, in the order in which they are. */
  readonly importable: readonly ImportableKind[];
  /** First factors of an identity; the last one must not be removed. */
  firstFactors(credentials: OneOfEach, settings: FactorSettings): number;
  secondFactors(credentials: OneOfEach, settings: FactorSettings): number;
  /** The highest assurance level that the identity can reach (contract 3.10). */
  availableAal(credentials: OneOfEach, settings: FactorSettings): 'aal0' | 'aal1' | 'aal2';
}

export interface CredentialKindsDeps {
  /** @throws ApiError for a password hash that is not taken */
  readonly checkImportedHash: (hash: string) => void;
  /** The stored form of login names, e-mail addresses and phone numbers (contract 4.1). */
  readonly normaliseIdentifier: (identifier: string) => string;
}

function importableKind(kind: CredentialKind): ImportableKind {
  const { importConfig, importInto } = kind;
  if (!importConfig || !importInto) throw new TypeError(`the kind ${kind.type} cannot be imported`);
  return { ...kind, importConfig, importInto };
}

/** The table of all kinds. */
export function createCredentialKinds({ checkImportedHash, normaliseIdentifier }: CredentialKindsDeps): CredentialKinds {
  const byType: Readonly<Record<CredentialType, CredentialKind>> = {
    code: createCodeKind({ normaliseIdentifier }),
    deviceauthn: deviceauthnKind,
    lookup_secret: lookupSecretKind,
    oidc: oidcKind,
    passkey: passkeyKind,
    password: createPasswordKind({ checkImportedHash, normaliseIdentifier }),
    saml: samlKind,
    totp: totpKind,
    webauthn: createWebauthnKind({ normaliseIdentifier }),
  };

  const sum = (credentials: OneOfEach, count: (kind: CredentialKind, credential: Credential) => number) =>
    Object.values(byType).reduce((total, kind) => {
      const credential = credentials[kind.type];
      return credential ? total + count(kind, credential) : total;
    }, 0);

  const firstFactors = (credentials: OneOfEach, settings: FactorSettings) => {
    // Where codes alone sign in, everybody has that factor, whatever their traits say.
    const impliedCode = settings.codePasswordless && !credentials.code ? 1 : 0;
    return impliedCode + sum(credentials, (kind, credential) => kind.firstFactors(credential, settings));
  };
  const secondFactors = (credentials: OneOfEach, settings: FactorSettings) =>
    sum(credentials, (kind, credential) => kind.secondFactors(credential, settings));

  return {
    byType,
    importable: IMPORT_ORDER.map((type: ImportableType) => importableKind(byType[type])),
    firstFactors,
    secondFactors,
    availableAal(credentials, settings) {
      if (secondFactors(credentials, settings) > 0) return 'aal2';
      return firstFactors(credentials, settings) > 0 ? 'aal1' : 'aal0';
    },
  };
}
