/** A call failed in a way that the next attempt would meet again. */
export class FinalError extends Error {}
