import { printPresent } from '../print-value.ts';
import type { Value } from '../value.ts';
import type { AttributeKind } from './attribute-kind.ts';
import type { Embedded } from './embedded.ts';
import { createEntityReader } from './entities.ts';
import { escapeForText } from './escape-text.ts';
import { escapeUrlPart, filterSourceSet, isSafeUrl, normaliseUrl, UNSAFE_URL } from './escape-url.ts';
import { createScript } from './script.ts';
import { createStyle } from './style.ts';

/** Follows the value of an attribute. */
export interface AttributeValue {
  /** One character of the template. */
  read(character: string): void;
  /** What its kind needs; the escaping for HTML comes afterwards. @throws ValueFault when no value can stand here */
  escape(value: Value, isQueryEscaped: boolean): string;
}

const RUNNING = /(?:javascript|vbscript|data):/i;

function embedded(language: Embedded): AttributeValue {
  const entities = createEntityReader(language.read);
  return {
    read: entities.read,
    escape(value) {
      entities.flush();
      return language.escape(value);
    },
  };
}

function url(): AttributeValue {
  let part: 'start' | 'path' | 'query' = 'start';
  /** What may become a scheme: `java{{ .x }}` and `{{ .x }}{{ .y }}` can, too. */
  let start = '';
  return {
    read(character) {
      if (character === '?' || character === '#') part = 'query';
      else if (part === 'start') {
        start += character;
        if (/[:/]/.test(character)) part = 'path';
      }
    },
    escape(value, isQueryEscaped) {
      const text = printPresent(value);
      if (part === 'query') return isQueryEscaped ? text : escapeUrlPart(text);
      if (part === 'path') return normaliseUrl(text);
      start = (start + text).trimStart();
      if (/[:/]/.test(start)) part = 'path';
      return isSafeUrl(start) ? normaliseUrl(text) : UNSAFE_URL;
    },
  };
}

function plain(convert: (text: string) => string): AttributeValue {
  return { read: () => undefined, escape: (value) => convert(printPresent(value)) };
}

/** The value of an attribute of that kind, at its beginning. */
export function createAttributeValue(kind: AttributeKind): AttributeValue {
  switch (kind) {
    case 'url':
      return url();
    case 'script':
      return embedded(createScript());
    case 'style':
      return embedded(createStyle());
    case 'source set':
      return plain(filterSourceSet);
    case 'document':
      return plain(escapeForText);
    case 'refresh':
      return plain((text) => (RUNNING.test(text.replace(/[^!-~]/g, '')) ? 'ZgotmplZ' : text));
    case 'plain':
      return plain((text) => text);
  }
}
