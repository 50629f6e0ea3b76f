// The licences of what a bundle has in it besides our own.
import { readdirSync, readFileSync } from 'node:fs';

const PACKAGE = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;

/** @param {string[]} files paths of modules @param {string} root folder that they start from */
export function licencesOf(files, root) {
  const packages = new Set(files.map((file) => PACKAGE.exec(file)?.[0]).filter((folder) => folder !== undefined));
  const texts = [...packages].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(`${root}${folder}/package.json`, 'utf8'));
    const file = readdirSync(root + folder).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file === undefined ? '' : `\n\n${readFileSync(`${root}${folder}/${file}`, 'utf8').trim()}`;
    return `${name} ${version}: ${license}${text}`;
  });
  return `${texts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}
