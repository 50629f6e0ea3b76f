// Tables in a document: each stands between `<!-- table: NAME -->` and `<!-- end of table: NAME -->`.
import { readFileSync, writeFileSync } from 'node:fs';

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Replaces what is between the marks; what has no marks in the document is an error, as nobody would see it.
 * @param {Record<string, string>} tables
 * @returns {string[]} names of those that were written
 */
export function writeTables(file, tables) {
  let text = readFileSync(file, 'utf8');
  for (const [name, table] of Object.entries(tables)) {
    const [from, to] = [`<!-- table: ${name} -->`, `<!-- end of table: ${name} -->`];
    const place = new RegExp(`${escaped(from)}[^]*?${escaped(to)}`);
    if (!place.test(text)) throw new Error(`${file} has no place for the table ${name}: ${from} … ${to}`);
    text = text.replace(place, () => `${from}\n${table}\n${to}`);
  }
  writeFileSync(file, text);
  return Object.keys(tables);
}
