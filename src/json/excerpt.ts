/** The start of a text that came from outside, for a message: at most `limit` characters, never half of a surrogate pair. */
export function excerpt(text: string, limit = 200): string {
  return text.length <= limit ? text : `${text.slice(0, limit).toWellFormed()}…`;
}
