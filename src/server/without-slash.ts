/** A base URL in the form in which paths are put behind it. */
export const withoutSlash = (url: string) => url.replace(/\/+$/, '');
