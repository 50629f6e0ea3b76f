/** The attributes that all cookies of one purpose share (RFC 6265, section 4.1.2). */
export interface CookieAttributes {
  readonly path: string;
  /** Absent: the cookie belongs to the exact host. */
  readonly domain?: string;
  readonly secure: boolean;
  readonly sameSite: 'Strict' | 'Lax' | 'None';
}

/** How long a browser keeps a cookie; without any of it, until the browser closes. */
export interface CookieLife {
  /** Seconds. */
  readonly maxAge?: number;
  readonly expires?: Date;
}

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const VALUE = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/;
const ATTRIBUTE = /^[\x20-\x3a\x3c-\x7e]*$/;

/** The message goes into the log: it must not tell what a cookie holds. */
function checked(text: string, pattern: RegExp, what: 'name' | 'value' | 'path' | 'domain'): string {
  if (pattern.test(text)) return text;
  throw new TypeError(
    what === 'value'
      ? 'the value of a cookie has characters that none can have'
      : `${JSON.stringify(text)} is no ${what} of a cookie`,
  );
}

/**
 * The text of a Set-Cookie header. Scripts never see the cookie (`HttpOnly`).
 * @throws TypeError for a name, a value or an attribute that no cookie can have
 */
export function serialiseCookie(name: string, value: string, attributes: CookieAttributes, life: CookieLife = {}): string {
  const { path, domain, secure, sameSite } = attributes;
  const { maxAge, expires } = life;
  let text = `${checked(name, NAME, 'name')}=${checked(value, VALUE, 'value')}; Path=${checked(path, ATTRIBUTE, 'path')}`;
  if (domain !== undefined) text += `; Domain=${checked(domain, ATTRIBUTE, 'domain')}`;
  if (expires !== undefined) text += `; Expires=${expires.toUTCString()}`;
  if (maxAge !== undefined) text += `; Max-Age=${maxAge}`;
  return `${text}; HttpOnly${secure ? '; Secure' : ''}; SameSite=${sameSite}`;
}

/** The text of a Set-Cookie header that makes the browser forget a cookie. */
export function serialiseClearing(name: string, attributes: CookieAttributes): string {
  return serialiseCookie(name, '', attributes, { maxAge: 0, expires: new Date(1000) });
}

/** All values that a Cookie header has under a name, in its order; a browser sends several where paths or domains overlap. */
export function cookieValues(header: string | string[] | undefined, name: string): string[] {
  if (header === undefined) return [];
  const text = typeof header === 'string' ? header : header.join(';');
  // Mostly there is none: no splitting then.
  if (!text.includes(name)) return [];
  const values: string[] = [];
  for (const pair of text.split(';')) {
    const equals = pair.indexOf('=');
    if (equals < 0 || pair.slice(0, equals).trim() !== name) continue;
    const value = pair.slice(equals + 1).trim();
    values.push(value.length > 1 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value);
  }
  return values;
}
