const POINTER = /^(?:\/(?:[^~/]|~[01])*)*$/u;
const RELATIVE = /^(?:0|[1-9]\d*)(#|(?:\/(?:[^~/]|~[01])*)*)$/u;

/** The format `json-pointer` (RFC 6901, section 3). */
export function isJsonPointer(text: string): boolean {
  return POINTER.test(text);
}

/** The format `relative-json-pointer`: a number of levels to go up, then a pointer or `#`. */
export function isRelativeJsonPointer(text: string): boolean {
  return RELATIVE.test(text);
}
