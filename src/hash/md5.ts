import { hash as digestOf } from 'node:crypto';
import { decodePadded } from './base64.ts';
import { createHashFormat } from './hash-format.ts';
import { digestTemplate, type PasswordTemplate, readTemplate } from './password-template.ts';
import { sameBytes } from './same-bytes.ts';

interface Md5Hash {
  /** Without one the password alone is hashed. */
  readonly template: PasswordTemplate | undefined;
  readonly digest: Buffer;
}

/** One round of MD5: `$md5$<digest>`, or `$md5$pf=<template>$<salt>$<digest>`, all in base64 with padding. */
export const md5 = createHashFormat<Md5Hash>({
  name: 'md5',
  cheap: true,
  prefix: /^\$md5\$/,
  importChecks: 'cost',

  parse(hash) {
    const segments = hash.split('$').slice(2);
    const [first = '', salt = ''] = segments;
    const digest = decodePadded(segments.at(-1) ?? '');
    if (!digest || (segments.length !== 1 && segments.length !== 3)) return 'unparseable';
    if (segments.length === 1) return { template: undefined, digest };
    const template = readTemplate(first, salt);
    return template ? { template, digest } : 'unparseable';
  },

  matches({ template, digest }, password) {
    const computed = template ? digestTemplate('md5', template, password) : digestOf('md5', password, 'buffer');
    return computed !== undefined && sameBytes(computed, digest);
  },
});
