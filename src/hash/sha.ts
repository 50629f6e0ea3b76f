import { decodePadded } from './base64.ts';
import { createHashFormat } from './hash-format.ts';
import { digestTemplate, type PasswordTemplate, readTemplate } from './password-template.ts';
import { sameBytes } from './same-bytes.ts';

interface ShaHash {
  readonly algorithm: string;
  readonly template: PasswordTemplate;
  readonly digest: Buffer;
}

/** One round of SHA over a template: `$sha256$pf=<template>$<salt>$<digest>` (also sha1, sha512), all in base64 with padding. */
export const sha = createHashFormat<ShaHash>({
  name: 'sha',
  cheap: true,
  prefix: /^\$sha(1|256|512)\$/,
  importChecks: 'cost',

  parse(hash) {
    const [, algorithm = '', pf = '', salt = '', digestText, ...more] = hash.split('$');
    if (digestText === undefined || more.length > 0) return 'unparseable';
    const template = readTemplate(pf, salt);
    const digest = decodePadded(digestText);
    return template && digest ? { algorithm, template, digest } : 'unparseable';
  },

  matches({ algorithm, template, digest }, password) {
    const computed = digestTemplate(algorithm, template, password);
    return computed !== undefined && sameBytes(computed, digest);
  },
});
