/** Names under which secrets and personal data stand, whatever is around them. */
const SENSITIVE =
  /^(authorization|proxy-authorization|cookie|set-cookie|x-session-token|password|secret|token|session_token|recipient|email|phone|traits|body|query|parameters|args|detail|where)$/i;

/** An e-mail address, or the end of a URL with a password in it. The last part is a word, unlike in `package@1.2.3`. */
const ADDRESS = /[\p{L}\p{N}.!#$%&'*+=?^_`{|}~-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/gu;

/** A telephone number as it is stored, or as people write it. */
const PHONE = /\+\d[\d ()-]{5,}\d/g;

/** Objects within objects, further than anybody reads. */
const MOST_DEPTH = 6;

/** Replaces what nobody shall read in a log. */
export interface Redaction {
  /** The details of a line without secrets and personal data. */
  details(details: object): object;
  /** The target of a request: its query may hold tokens. */
  target(target: string): string;
}

/**
 * Values of sensitive names are replaced as a whole, e-mail addresses and telephone numbers wherever they stand in a text.
 * @param text what stands in their place
 */
export function createRedaction(text: string): Redaction {
  const textOf = (value: string) => {
    const anonymous = value.includes('@') ? value.replace(ADDRESS, () => text) : value;
    return anonymous.includes('+') ? anonymous.replace(PHONE, () => text) : anonymous;
  };

  function redacted(value: unknown, depth: number): unknown {
    if (typeof value === 'string') return textOf(value);
    if (typeof value !== 'object' || value === null) return value;
    if (depth >= MOST_DEPTH) return text;
    if (Array.isArray(value)) return value.map((item) => redacted(item, depth + 1));
    return detailsOf(value, depth + 1);
  }

  function detailsOf(details: object, depth: number): object {
    const kept: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(details)) {
      kept[name] = SENSITIVE.test(name) && value !== undefined && value !== null ? text : redacted(value, depth);
    }
    return kept;
  }

  return {
    details: (details) => detailsOf(details, 0),
    target(target) {
      const query = target.indexOf('?');
      return query < 0 ? target : `${target.slice(0, query)}?${text}`;
    },
  };
}

/** Leaves everything as it is: `log.leak_sensitive_values`. */
export const NO_REDACTION: Redaction = { details: (details) => details, target: (target) => target };
