import type { Timestamp } from '../lib/clock.ts';

/** Codes of a flow that a native application trades for the session token. Only hashes of the codes are kept. */
export interface TokenExchangeRow {
  /** SHA-256 of the code that the application got with its flow, hexadecimal; unique. */
  readonly initCodeHash: string;
  /** SHA-256 of the code that came back through the browser, hexadecimal; null until it does. */
  readonly returnToCodeHash: string | null;
  readonly flowId: string;
  /** The session that the flow ended with; null when it ended in an error. */
  readonly sessionId: string | null;
  /** The session token, readable with the code that came back. */
  readonly sealedToken: string | null;
  readonly createdAt: Timestamp;
  readonly updatedAt: Timestamp;
}

/** Every operation is atomic; one that resolves is durable. */
export interface TokenExchangeStore {
  /** One for a flow. */
  create(exchange: TokenExchangeRow): Promise<void>;
  /** Sets what comes back of the flow. @returns whether the flow has an exchange */
  complete(
    flowId: string,
    result: Pick<TokenExchangeRow, 'returnToCodeHash' | 'sessionId' | 'sealedToken' | 'updatedAt'>,
  ): Promise<boolean>;
  /** Hands the exchange on to the flow that takes the place of another one. */
  move(fromFlowId: string, toFlowId: string, at: Timestamp): Promise<void>;
  /** By both codes. */
  find(initCodeHash: string, returnToCodeHash: string): Promise<TokenExchangeRow | undefined>;
  /** Whether a flow has an exchange. */
  has(flowId: string): Promise<boolean>;
  /** Removes those from before a time whose flow is gone, at most so many. @returns how many */
  deleteOlder(before: Timestamp, limit: number): Promise<number>;
}
