import type { Message } from './ui/message.ts';

/** What is said about a submission: at the field of that name (`traits.email`), or about the whole form. */
export interface FormEntry {
  readonly field?: string;
  readonly message: Message;
}

/** A submission that cannot be accepted, thrown while it is worked on; its entries become messages on the form. */
export class FormFault extends Error {
  readonly entries: readonly FormEntry[];

  constructor(entries: readonly FormEntry[]) {
    super(entries.map(({ field, message }) => (field === undefined ? message.text : `${field}: ${message.text}`)).join('; '));
    this.name = 'FormFault';
    this.entries = entries;
  }
}
