/** What an error says when nothing more specific is known, as the Ory API words it. */
export const BAD_REQUEST = 'The request was malformed or contained invalid parameters';
export const NOT_FOUND = 'The requested resource could not be found';
export const NO_SUCH_ROW = 'Unable to locate the resource';
export const TAKEN = 'Unable to insert or update resource because a resource with that value exists already';
export const INTERNAL = 'An internal server error occurred, please contact the system administrator';
export const UNAUTHORIZED = 'The request could not be authorized';
export const FORBIDDEN = 'The requested action was forbidden';
export const MISCONFIGURED = 'Invalid configuration';
