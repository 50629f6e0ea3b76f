/** What a command has of the terminal that it runs in. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
}
