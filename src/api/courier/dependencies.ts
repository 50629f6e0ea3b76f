import type { MessageStore } from '../../store/message-store.ts';

/** What the routes of messages are made of. */
export interface CourierApi {
  readonly store: MessageStore;
  /** Subjects and bodies are shown, which hold codes and links; else they are not. */
  readonly showContent: boolean;
}
