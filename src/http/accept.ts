/** How specific a media range is. */
const ANYTHING = 1;
const FAMILY = 2;
const EXACT = 3;

const HTML: ReadonlyMap<string, number> = new Map([
  ['*/*', ANYTHING],
  ['text/*', FAMILY],
  ['text/html', EXACT],
]);
const JSON_TYPE: ReadonlyMap<string, number> = new Map([
  ['*/*', ANYTHING],
  ['application/*', FAMILY],
  ['application/json', EXACT],
]);

/** How good the best range is that fits a type. */
interface Rank {
  weight: number;
  specificity: number;
}

const exceeds = (a: Rank, b: Rank) => a.weight > b.weight || (a.weight === b.weight && a.specificity > b.specificity);

function raise(best: Rank, rank: Rank): void {
  if (exceeds(rank, best)) Object.assign(best, rank);
}

/** Without one of these ranges JSON can at best be as good as HTML, and HTML wins a tie. */
const NAMES_JSON = /application\/(?:json|\*)/i;
/** What a widespread HTTP client sends by itself; told at sight, because this is asked of every request. */
const USUAL = 'application/json, text/plain, */*';
const QUALITY = /^(?:0(?:\.\d*)?|1(?:\.0*)?)$/;

/** The weight of a range; NaN where it is malformed. */
function weightOf(parameters: readonly string[]): number {
  for (const parameter of parameters) {
    const [name = '', value = ''] = parameter.split('=', 2);
    if (name.trim().toLowerCase() === 'q') return QUALITY.test(value.trim()) ? Number(value) : Number.NaN;
  }
  return 1;
}

/**
 * Whether a header `Accept` prefers JSON to HTML (RFC 9110, section 12.5.1, with two turns of its own: the best range that fits a
 * type counts and not the most specific one; at the same weight the more specific range wins, and after that HTML).
 * @param accept all its lines, joined by commas; undefined when there is none
 */
export function prefersJson(accept: string | undefined): boolean {
  if (accept === undefined) return false;
  if (accept === 'application/json' || accept === USUAL) return true;
  if (!NAMES_JSON.test(accept)) return false;
  const html: Rank = { weight: 0, specificity: 0 };
  const json: Rank = { weight: 0, specificity: 0 };
  for (const element of accept.split(',')) {
    const [range = '', ...parameters] = element.split(';');
    const name = range.trim().toLowerCase();
    const forHtml = HTML.get(name) ?? 0;
    const forJson = JSON_TYPE.get(name) ?? 0;
    if (forHtml + forJson === 0) continue;
    const weight = weightOf(parameters);
    if (!(weight > 0)) continue;
    if (forHtml > 0) raise(html, { weight, specificity: forHtml });
    if (forJson > 0) raise(json, { weight, specificity: forJson });
  }
  return exceeds(json, html);
}
