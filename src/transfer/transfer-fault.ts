/** Something about what is to be moved cannot be used; the message is all that a person needs. */
export class TransferFault extends Error {}
