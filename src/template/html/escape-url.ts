/** What stands in place of a URL that could run a script. */
export const UNSAFE_URL = '#ZgotmplZ';

/** Stays as it is in a whole URL; a part of one keeps only the unreserved characters. */
const NOT_IN_URL = /%(?![0-9a-fA-F]{2})|[^A-Za-z0-9\-._~!#$&*+,/:;=?@[\]%]+/g;
const NOT_IN_PART = /[^A-Za-z0-9\-._~]+/g;

function percentEncoded(text: string): string {
  return [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

/** Whether a URL is relative, or of a scheme that runs nothing: http, https, mailto. */
export function isSafeUrl(url: string): boolean {
  const colon = url.indexOf(':');
  if (colon < 0 || url.slice(0, colon).includes('/')) return true;
  return /^(?:https?|mailto)$/i.test(url.slice(0, colon));
}

/** A URL, or what follows its beginning, in which everything that is not part of a URL is percent-encoded. */
export function normaliseUrl(url: string): string {
  return url.replace(NOT_IN_URL, percentEncoded);
}

/** A value within the query or the fragment of a URL. */
export function escapeUrlPart(text: string): string {
  return text.replace(NOT_IN_PART, percentEncoded);
}

/** The URLs of a `srcset`, each with its width or density. */
export function filterSourceSet(text: string): string {
  return text
    .split(',')
    .map((source) => {
      const [, before = '', url = '', rest = ''] = /^([\t\n\f\r ]*)([^\t\n\f\r ]*)(.*)$/s.exec(source) ?? [];
      const safe = isSafeUrl(url) && /^[A-Za-z0-9.\t\n\f\r ]*$/.test(rest);
      return safe ? `${before}${normaliseUrl(url)}${rest}` : UNSAFE_URL;
    })
    .join(',');
}
