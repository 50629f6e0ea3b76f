import { newIdentityFrom } from '../../api/identities/body.ts';
import { identityBodies } from '../../api/identities/schema.ts';
import { createCredentialKinds } from '../../credential/kinds.ts';
import { ApiError } from '../../error/api-error.ts';
import { checkImportedHash } from '../../hash/check-imported-hash.ts';
import { normaliseIdentifier } from '../../identifier/normalise-identifier.ts';
import { derive } from '../../identity/derive.ts';
import { convert } from '../../identity/new-identity.ts';
import { decode } from '../../json/decode.ts';
import { JsonFault } from '../../json/fault.ts';
import { type Clock, now } from '../../lib/clock.ts';
import type { Random } from '../../lib/random.ts';
import type { IdentitySchema } from '../../schema/identity-schema.ts';
import type { KnownSchemas } from '../../transfer/known-schemas.ts';
import type { PreparedRow } from '../../transfer/prepared-row.ts';
import type { RowOutcome } from '../../transfer/row-outcome.ts';

export interface DraftCheckerOptions {
  readonly schemas: KnownSchemas;
  readonly clock: Clock;
  readonly random: Random;
}

/** Says what the server would say of rows, as far as that does not depend on what it has stored. */
export interface DraftChecker {
  check(row: PreparedRow): Promise<RowOutcome>;
  /** Rows whose traits nobody looked at, because their schema is not known here. */
  readonly unchecked: number;
}

const NO_FACTORS = { passwordMigrationHook: false, codePasswordless: false, codeSecondFactor: false };

/** Nothing is hashed: it takes long, and the result is thrown away. */
const noHasher = { hash: async () => '' };

function failed(error: unknown): RowOutcome {
  if (error instanceof JsonFault) {
    const pointer = error.pointer === '' ? {} : { pointer: error.pointer };
    return { kind: 'failed', failure: { status: 400, reason: error.message, ...pointer } };
  }
  if (!(error instanceof ApiError)) throw error;
  const { status, reason, message, details } = error;
  const pointer = details.pointer ? { pointer: details.pointer } : {};
  return { kind: 'failed', failure: { status, reason: reason ?? message, ...pointer } };
}

export function createDraftChecker({ schemas, clock, random }: DraftCheckerOptions): DraftChecker {
  const kinds = createCredentialKinds({ checkImportedHash, normaliseIdentifier });
  const bodies = identityBodies(kinds);
  let unchecked = 0;

  async function checkDraft(text: string): Promise<void> {
    const input = newIdentityFrom(decode(bodies.create, text, { unknown: 'refuse', trailing: 'refuse' }));
    const at = now(clock);
    const draft = await convert(input, { kinds, defaultSchemaId: '', random, importing: { now: at, hasher: noHasher } });
    const schema = schemas.of(input.schemaId);
    const mayBeThere = schemas.ids.length === 0 || input.schemaId === undefined || schemas.ids.includes(input.schemaId);
    if (!schema && mayBeThere) {
      unchecked += 1;
      return;
    }
    const found: IdentitySchema | undefined = schema;
    derive(draft, undefined, at, {
      schemas: { find: () => found, list: () => [], default: found as IdentitySchema },
      kinds,
      factors: NO_FACTORS,
      random,
    });
  }

  return {
    async check({ text }) {
      try {
        await checkDraft(text);
        return { kind: 'valid' };
      } catch (error) {
        return failed(error);
      }
    },
    get unchecked() {
      return unchecked;
    },
  };
}
