/** What the value of an attribute is. */
export type AttributeKind = 'plain' | 'url' | 'source set' | 'style' | 'script' | 'document' | 'refresh';

const URLS = new Set(
  (
    'action archive background cite classid codebase data dynsrc formaction href icon longdesc lowsrc manifest ping poster ' +
    'profile src usemap xmlns'
  ).split(' '),
);

/** What browsers do with the value of an attribute; `data-` and name spaces are looked through, names with `url` hold URLs. */
export function attributeKind(element: string, attribute: string): AttributeKind {
  const lower = attribute.toLowerCase();
  if (lower.startsWith('xmlns:')) return 'url';
  const name = lower.startsWith('data-') ? lower.slice(5) : lower.slice(lower.indexOf(':') + 1);
  if (URLS.has(name)) return 'url';
  if (name === 'style') return 'style';
  if (name === 'srcset' || name === 'imagesrcset') return 'source set';
  if (name === 'srcdoc') return 'document';
  if (name === 'content' && element === 'meta') return 'refresh';
  if (name.startsWith('on')) return 'script';
  return /src|uri|url/.test(name) ? 'url' : 'plain';
}

/** Attributes that change what an element does: data may not name one. */
const POWERFUL = new Set(
  (
    'accept-charset async challenge charset content crossorigin defer enctype form formenctype formmethod formnovalidate ' +
    'http-equiv keytype language method novalidate pattern rel sandbox type value'
  ).split(' '),
);

/** The name of an attribute that comes from data: letters and digits, and nothing that is more than plain. */
export function filterAttributeName(text: string): string {
  const name = text.toLowerCase();
  const harmless = /^[a-z0-9]+$/.test(name) && attributeKind('', name) === 'plain' && !POWERFUL.has(name);
  return harmless ? name : 'ZgotmplZ';
}
