import type { DispatchRow, MessageRow, MessageStore, NewMessage } from '../../store/message-store.ts';

/** A queue in memory that keeps what tests look at. It claims nothing: tests of workers use a database. */
export function memoryMessages(): MessageStore & { readonly added: NewMessage[] } {
  const added: NewMessage[] = [];
  const refuse = (): never => {
    throw new TypeError('not in memory');
  };
  return {
    added,
    async add(message) {
      added.push(message);
    },
    claim: async (): Promise<MessageRow[]> => refuse(),
    settle: async (): Promise<boolean> => refuse(),
    get: async (): Promise<MessageRow | undefined> => refuse(),
    dispatchesOf: async (): Promise<DispatchRow[]> => refuse(),
    list: async (): Promise<MessageRow[]> => refuse(),
    countWaiting: async () => added.length,
  };
}
