/** The six-digit code in a message; undefined when there is none. Parts of ids and addresses are none. */
export const codeIn = (body: string): string | undefined => /(?<![\w-])\d{6}(?![\w-])/.exec(body)?.[0];
