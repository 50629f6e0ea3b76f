/** What one check says. */
export interface Finding {
  /** What was looked at, in one or two words. */
  readonly check: string;
  /** `warn`: works, but is probably not meant. `fail`: does not work, or lets strangers in. */
  readonly state: 'ok' | 'warn' | 'fail';
  readonly message: string;
  /** What to do. */
  readonly advice?: string;
}

/** Makes the findings of one check. */
export const findingsOf = (check: string) => ({
  ok: (message: string): Finding => ({ check, state: 'ok', message }),
  warn: (message: string, advice?: string): Finding => ({
    check,
    state: 'warn',
    message,
    ...(advice !== undefined && { advice }),
  }),
  fail: (message: string, advice?: string): Finding => ({
    check,
    state: 'fail',
    message,
    ...(advice !== undefined && { advice }),
  }),
});
