import { hkdfSync } from 'node:crypto';
import { xchacha20Poly1305 as aead } from '../cipher/xchacha20-poly1305.ts';
import { type Clock, now } from '../lib/clock.ts';
import { ALPHANUMERIC, type Random } from '../lib/random.ts';
import type { TokenExchangeStore } from '../store/token-exchange-store.ts';
import type { StartedSession } from './session.ts';
import { tokenHash } from './session-token.ts';

/** What two codes were traded for. */
export interface Exchanged {
  readonly flowId: string;
  /** Absent when the flow ended in an error, or has not ended. */
  readonly session?: { readonly id: string; readonly token: string };
}

/** How a native application gets the session of a flow that ends in a browser: for two codes that reach it on different ways. */
export interface TokenExchange {
  /** Begins an exchange for a new flow. @returns the init code, which only the application gets */
  begin(flowId: string): Promise<string>;
  /** Whether a flow was begun with one. */
  isAwaited(flowId: string): Promise<boolean>;
  /**
   * Ends a flow, with its session or in an error.
   * @returns the code for the `return_to` URL; undefined when the flow has no exchange
   */
  complete(flowId: string, started?: Pick<StartedSession, 'session' | 'token'>): Promise<string | undefined>;
  /** Hands the exchange on to the flow that takes the place of an expired one. */
  move(fromFlowId: string, toFlowId: string): Promise<void>;
  /** What belongs to both codes; may be asked several times. */
  find(initCode: string, returnToCode: string): Promise<Exchanged | undefined>;
}

const CODE_LENGTH = 64;

/** Whoever reads the database does not get at the token: the code itself is not in it. */
const keyOf = (returnToCode: string) => Buffer.from(hkdfSync('sha256', returnToCode, '', 'zelos token exchange 1', 32));

export function createTokenExchange({
  store,
  clock,
  random,
}: {
  readonly store: TokenExchangeStore;
  readonly clock: Clock;
  readonly random: Random;
}): TokenExchange {
  const newCode = () => random.text(CODE_LENGTH, ALPHANUMERIC);
  return {
    async begin(flowId) {
      const code = newCode();
      const at = now(clock);
      await store.create({
        initCodeHash: tokenHash(code),
        returnToCodeHash: null,
        flowId,
        sessionId: null,
        sealedToken: null,
        createdAt: at,
        updatedAt: at,
      });
      return code;
    },

    isAwaited: (flowId) => store.has(flowId),

    async complete(flowId, started) {
      const code = newCode();
      const sealed = started && aead.seal(keyOf(code), random.bytes(aead.nonceLength), Buffer.from(started.token));
      const isOne = await store.complete(flowId, {
        returnToCodeHash: tokenHash(code),
        sessionId: started?.session.id ?? null,
        sealedToken: sealed?.toString('base64url') ?? null,
        updatedAt: now(clock),
      });
      return isOne ? code : undefined;
    },

    move: (fromFlowId, toFlowId) => store.move(fromFlowId, toFlowId, now(clock)),

    async find(initCode, returnToCode) {
      const row = await store.find(tokenHash(initCode), tokenHash(returnToCode));
      if (!row) return undefined;
      const { flowId, sessionId, sealedToken } = row;
      if (sessionId === null || sealedToken === null) return { flowId };
      const token = aead.open(keyOf(returnToCode), Buffer.from(sealedToken, 'base64url'));
      return token === undefined ? { flowId } : { flowId, session: { id: sessionId, token: token.toString() } };
    },
  };
}
