/** What stands in place of a value that could end a declaration. */
const UNSAFE = 'ZgotmplZ';

const FORBIDDEN = /[\0"'()/;@[\\\]`{}<>]|--/;
const RUNNING = /expression|mozbinding/i;

/** A value in a style sheet outside quotes: names, numbers, colours and units; anything else is replaced. */
export function filterStyleValue(text: string): string {
  return FORBIDDEN.test(text) || RUNNING.test(text.replace(/[^A-Za-z0-9_-]/g, '').replaceAll('-', '')) ? UNSAFE : text;
}

/** Escapes for a text in quotes within a style sheet. */
export function escapeStyleText(text: string): string {
  return text.replace(/[\p{Cc}"'()/:;<>@&+\\`{}]/gu, (character) => `\\${character.charCodeAt(0).toString(16)} `);
}
