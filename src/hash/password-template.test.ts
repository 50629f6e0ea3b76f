import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestTemplate, readTemplate } from './password-template.ts';

const b64 = (text: string | Uint8Array) => Buffer.from(text).toString('base64');

describe('password templates', () => {
  it('put salt and password in, in one pass', () => {
    const texts = fc.string({ unit: fc.constantFrom('{SALT}', '{PASSWORD}', '{', '$', 'é', 'a') });
    fc.assert(
      fc.property(texts, texts, texts, (before, salt, password) => {
        const template = readTemplate(`pf=${b64(`${before.replaceAll('{', '')}{SALT}-{PASSWORD}{SALT}`)}`, b64(salt));
        const expanded = `${before.replaceAll('{', '')}${salt}-${password}${salt}`;
        expect(template && digestTemplate('sha256', template, Buffer.from(password))).toEqual(
          createHash('sha256').update(expanded).digest(),
        );
      }),
    );
  });

  it('may be any bytes', () => {
    const template = readTemplate(`pf=${b64(Buffer.of(0xff, 0x00, 0x80))}`, '');
    expect(template && digestTemplate('md5', template, Buffer.from('x'))).toEqual(
      createHash('md5')
        .update(Buffer.of(0xff, 0x00, 0x80))
        .digest(),
    );
  });

  it('are not expanded beyond 1 MiB', () => {
    const template = readTemplate(`pf=${b64('{PASSWORD}'.repeat(1024))}`, '');
    expect(template && digestTemplate('md5', template, Buffer.alloc(1024))).toBeInstanceOf(Buffer);
    expect(template && digestTemplate('md5', template, Buffer.alloc(1025))).toBeUndefined();
  });

  it.each([
    ['no pf=', b64('x'), ''],
    ['an empty template', 'pf=', ''],
    ['a template that is not base64', 'pf=*', ''],
    ['a salt that is not base64', `pf=${b64('x')}`, '*'],
  ])('are refused with %s', (_name, template, salt) => expect(readTemplate(template, salt)).toBeUndefined());
});
