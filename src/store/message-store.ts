import type { JsonText } from '../json/json-text.ts';
import type { Timestamp } from '../lib/clock.ts';

export type MessageStatus = 'queued' | 'processing' | 'sent' | 'abandoned';

/** How a message travels. */
export type Via = 'email' | 'sms';

/** A message as it is queued. */
export interface NewMessage {
  readonly id: string;
  readonly via: Via;
  readonly recipient: string;
  /** Empty for text messages. */
  readonly subject: string;
  /** The plain text; the HTML of an e-mail is made from `templateData` when it is delivered. */
  readonly body: string;
  readonly templateType: string;
  readonly templateData: JsonText;
  /** Headers of the request that asked for the message: an object of lists, or null. */
  readonly requestHeaders: JsonText;
  readonly createdAt: Timestamp;
}

/** A message as it is stored. */
export interface MessageRow extends NewMessage {
  readonly status: MessageStatus;
  /** Attempts so far; one that is under way counts. */
  readonly sendCount: number;
  readonly updatedAt: Timestamp;
}

/** What became of one attempt. */
export interface DispatchRow {
  readonly id: string;
  readonly messageId: string;
  readonly status: 'failed' | 'success';
  /** An error document; null for a success. */
  readonly error: JsonText | null;
  readonly createdAt: Timestamp;
}

/** Taking messages: until `leaseUntil` they belong to whoever shows the same `claimId`. */
export interface Claim {
  readonly claimId: string;
  readonly at: Timestamp;
  readonly leaseUntil: Timestamp;
  readonly limit: number;
  /** Only messages that travel so. */
  readonly via: readonly Via[];
}

/** The end of an attempt, told by the one who claimed the message. */
export interface Settlement {
  readonly messageId: string;
  readonly claimId: string;
  readonly at: Timestamp;
  /** Queued messages are tried again at that time. */
  readonly outcome: { readonly status: 'sent' | 'abandoned' } | { readonly status: 'queued'; readonly nextTryAt: Timestamp };
  /** Absent where nothing was attempted. */
  readonly dispatch?: { readonly id: string; readonly status: DispatchRow['status']; readonly error: JsonText | null };
}

export interface MessagePage {
  readonly status?: MessageStatus;
  readonly recipient?: string;
  /** The last message of the page before. */
  readonly after?: { readonly createdAt: Timestamp; readonly id: string };
  readonly limit: number;
}

/** The outgoing queue. Every operation is atomic; one that resolves is durable. */
export interface MessageStore {
  /** Queues a message, due at once. */
  add(message: NewMessage): Promise<void>;
  /**
   * Takes messages that are due, those that wait longest first: queued ones whose time has come, and ones that were taken before and whose
   * lease is over. No message goes to two at once, whichever processes they are. Each counts an attempt.
   */
  claim(claim: Claim): Promise<MessageRow[]>;
  /** @returns false when the lease was lost and somebody else took the message: then nothing is changed */
  settle(settlement: Settlement): Promise<boolean>;
  get(id: string): Promise<MessageRow | undefined>;
  /** The attempts to deliver a message, newest first. */
  dispatchesOf(messageId: string): Promise<DispatchRow[]>;
  /** Newest first, then by id. */
  list(page: MessagePage): Promise<MessageRow[]>;
  /** How many messages wait to be delivered, or are being delivered. */
  countWaiting(): Promise<number>;
}
