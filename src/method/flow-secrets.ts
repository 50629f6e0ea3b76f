import { ApiError } from '../error/api-error.ts';
import type { Flow } from '../form/flow.ts';
import { sameBytes } from '../hash/same-bytes.ts';
import { type Clock, now, timestampOf } from '../lib/clock.ts';
import { ALPHANUMERIC, DIGITS, type Random } from '../lib/random.ts';
import { secretHmac } from '../recovery/secret-hmac.ts';
import type { FlowSecretRow, FlowStore } from '../store/flow-store.ts';

/** Whose secret it is, and where it is sent. */
export interface SecretTarget {
  readonly identityId: string | null;
  /** Id of the stored address. */
  readonly addressId: string | null;
}

/** A secret for an address that nobody has: it is never sent, and making it is as much work as making one that is. */
export const NOBODY: SecretTarget = { identityId: null, addressId: null };

/** A code or link token, and what is to be stored of it. */
export interface DraftedSecret {
  readonly secret: string;
  readonly row: FlowSecretRow;
}

/** Codes and link tokens of flows. They leave this server in messages only; the store keeps keyed hashes. */
export interface FlowSecrets {
  /** The first code or link token of a flow, for whoever stores the flow together with it. */
  draft(flow: Flow, kind: FlowSecretRow['kind'], target: SecretTarget): DraftedSecret;
  /**
   * A new code of six digits for each target.
   * @param how `instead`: earlier codes of the flow end; `beside`: they stay good
   * @returns the codes in the order of the targets; none when flow, identity or address are gone
   */
  issueCodes(flow: Flow, targets: readonly SecretTarget[], how: 'instead' | 'beside'): Promise<string[]>;
  /**
   * Redeems a code. Every try counts, right or wrong; of two who try the right one at once, one gets it.
   * @returns undefined for a code that is wrong or too old
   * @throws ApiError `code_tried_too_often`, `code_used`
   */
  redeemCode(flow: Flow, code: string): Promise<FlowSecretRow | undefined>;
  /** A new link token; earlier ones stay good. @returns undefined when flow, identity or address are gone */
  issueLink(flow: Flow, target: SecretTarget): Promise<string | undefined>;
  /** Redeems a link token. @returns undefined for one that is unknown, used or of another flow; one that is too old counts as used from now on */
  redeemLink(flow: Flow, token: string): Promise<{ readonly secret: FlowSecretRow; readonly isExpired: boolean } | undefined>;
}

export interface FlowSecretsOptions {
  readonly store: FlowStore;
  readonly clock: Clock;
  readonly random: Random;
  /** Keys of the HMAC: the first one makes, all of them check. */
  readonly keys: readonly string[];
  readonly codeLifespanMs: number;
  readonly linkLifespanMs: number;
  /** `selfservice.methods.code.config.max_submissions` */
  readonly maxTries: number;
}

const CODE_LENGTH = 6;
const TOKEN_LENGTH = 32;

export function createFlowSecrets(options: FlowSecretsOptions): FlowSecrets {
  const { store, clock, random, keys, codeLifespanMs, linkLifespanMs, maxTries } = options;
  const [makingKey] = keys;
  if (makingKey === undefined) throw new TypeError('codes need at least one secret');

  const draft: FlowSecrets['draft'] = (flow, kind, target) => {
    const secret = kind === 'code' ? random.text(CODE_LENGTH, DIGITS) : random.text(TOKEN_LENGTH, ALPHANUMERIC);
    const micros = clock.micros();
    const lifespanMs = kind === 'code' ? codeLifespanMs : linkLifespanMs;
    const row: FlowSecretRow = {
      id: random.uuid(),
      flowId: flow.id,
      kind,
      hmac: secretHmac(secret, makingKey as string),
      origin: 'self_service',
      ...target,
      issuedAt: timestampOf(micros),
      expiresAt: timestampOf(micros + lifespanMs * 1000),
      usedAt: null,
    };
    return { secret, row };
  };

  /** Looks at every secret of the flow with every key: how long that takes tells nothing about the right one. */
  async function matching(flow: Flow, kind: FlowSecretRow['kind'], secret: string): Promise<FlowSecretRow[]> {
    const hmacs = keys.map((key) => Buffer.from(secretHmac(secret, key)));
    const rows = (await store.secretsOf(flow.id)).filter((row) => row.kind === kind);
    return rows.filter((row) => hmacs.filter((hmac) => sameBytes(hmac, Buffer.from(row.hmac))).length > 0);
  }

  return {
    draft,
    async issueCodes(flow, targets, how) {
      const drafts = targets.map((target) => draft(flow, 'code', target));
      const rows = drafts.map(({ row }) => row);
      return (await store.addSecrets(flow.id, rows, how)) ? drafts.map(({ secret }) => secret) : [];
    },
    async redeemCode(flow, code) {
      if ((await store.countTry(flow.id)) > maxTries) throw new ApiError('code_tried_too_often');
      const at = now(clock);
      const found = (await matching(flow, 'code', code)).filter((row) => row.expiresAt > at);
      const fresh = found.find((row) => row.usedAt === null);
      if (!fresh && found.length > 0) throw new ApiError('code_used');
      if (!fresh) return undefined;
      if (!(await store.useSecret(fresh.id, at))) throw new ApiError('code_used');
      return fresh;
    },
    async issueLink(flow, target) {
      const { secret, row } = draft(flow, 'link', target);
      return (await store.addSecrets(flow.id, [row], 'beside')) ? secret : undefined;
    },
    async redeemLink(flow, token) {
      const at = now(clock);
      const [secret] = (await matching(flow, 'link', token)).filter((row) => row.usedAt === null);
      if (!secret || !(await store.useSecret(secret.id, at))) return undefined;
      return { secret, isExpired: secret.expiresAt <= at };
    },
  };
}
