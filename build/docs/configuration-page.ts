import { isDeepStrictEqual } from 'node:util';
import type { TSchema } from '@sinclair/typebox';
import { type Support, supportOf } from '../../src/config/implemented.ts';
import { allKeys, type Key } from '../../src/config/key-table.ts';
import { isSecret } from '../../src/config/secrecy.ts';
import { cell, code, madeFrom, page, table } from './markdown.ts';

const SUPPORT = { implemented: '', no_effect: 'No effect.', not_implemented: '*Not yet.*' } as const;

const INTRODUCTION = `Every key that a configuration file may have, in the order of their sections. Files are YAML, JSON or TOML; keys nest at the dots, and \`#\` stands for
the entries of a list. A value comes from the last of these that has one: default, files (later ones win), flags, environment. A wrong key or
value ends the start with its place and what was expected. A key marked *not yet* is taken and does nothing; the start says so.

The environment variable of a key is its name in capitals with \`_\` for dots; \`<n>\` is the index in a list. Lists of texts are separated by commas or
written as JSON, objects and other lists are JSON. How values look: \`1h30m\` is a duration, \`128MB\` a size. Secret values are shown in no message.`;

const HEADERS = ['Key, variable', 'Value', 'Default', 'What it does'];

function typeOf(schema: TSchema): string {
  const words: readonly string[] | undefined = schema.enum;
  return words ? words.map((word) => code(word)).join(', ') : cell(String(schema.expects ?? ''));
}

function defaultOf(key: Key): string {
  if (key.default !== undefined) return code(JSON.stringify(key.default));
  return key.required ? '**required**' : '';
}

/** What is in a list is honoured where the list is; the start tells of single entries that are not. */
function supportIn(path: readonly string[]): Support {
  const inList = path.indexOf('#');
  const own = supportOf(path);
  return own === 'implemented' || inList < 0 ? own : supportOf(path.slice(0, inList));
}

function row(key: Key): readonly string[] {
  const notes = [
    cell(key.doc),
    key.deprecated ? 'Deprecated.' : '',
    isSecret(key.segments) ? 'Secret.' : '',
    SUPPORT[supportIn(key.segments)],
  ];
  const variable = key.variable === undefined ? '' : `<br>${code(key.variable)}`;
  return [`${code(key.path)}${variable}`, typeOf(key.schema), defaultOf(key), notes.filter(Boolean).join(' ')];
}

/**
 * What follows `hooks.#.config.` in a key; the same for all lists of hooks that say the same of it, which therefore is told once.
 */
const IN_HOOK = /^.*\.hooks\.#\.config\.(.+)$/;
const HOOKS = 'Calls that hooks make';

function hookRows(keys: readonly Key[]): { readonly told: ReadonlySet<Key>; readonly rows: readonly (readonly string[])[] } {
  const found = keys.flatMap((key): [Key, string][] => {
    const [, rest] = IN_HOOK.exec(key.path) ?? [];
    return rest === undefined || holdsOthers(key) ? [] : [[key, rest]];
  });
  const first = new Map<string, Key>();
  for (const [key, rest] of found) if (!first.has(rest)) first.set(rest, key);
  const same = found.filter(([key, rest]) => isDeepStrictEqual(row(key).slice(1), row(first.get(rest) ?? key).slice(1)));
  return {
    told: new Set(same.map(([key]) => key)),
    rows: [...first].map(([rest, key]) => [code(`hooks.#.config.${rest}`), ...row(key).slice(1)]),
  };
}

/** How many names a heading has: `selfservice.flows.login` is a section of its own, `log` is one. */
const depthOf = ([first]: readonly string[]) => (first === 'selfservice' ? 3 : 1);
const headingOf = ({ segments }: Key) => segments.slice(0, depthOf(segments)).join('.');
const holdsOthers = ({ schema }: Key) => schema.type === 'object' && Object.keys(schema.properties ?? {}).length > 0;

/** `docs/reference/configuration.md`, from the table of keys. */
export function configurationPage(): string {
  const sections = new Map<string, Key[]>();
  const hooks = hookRows(allKeys());
  for (const key of allKeys()) {
    if (hooks.told.has(key)) continue;
    const single =
      key.segments.length === 1 && !holdsOthers(key) && !allKeys().some(({ path }) => path.startsWith(`${key.path}.`));
    const heading = single ? 'At the top' : headingOf(key);
    sections.set(heading, [...(sections.get(heading) ?? []), key]);
  }
  const parts = [...sections].flatMap(([heading, keys]) => {
    const own = keys.find(({ path }) => path === heading);
    const rows = keys.filter((key) => key !== own && !holdsOthers(key)).map(row);
    const doc = own ? [cell(own.doc)] : [];
    return rows.length === 0 && !own ? [] : [`## ${heading}`, ...doc, ...(rows.length > 0 ? [table(HEADERS, rows)] : [])];
  });
  const hookParts = [
    `## ${HOOKS}`,
    'The `config` of an entry of any list of hooks; which hooks a list takes is told at the list, what they do in [self-service](../self-service.md#what-is-configured-where). The start tells which of them do nothing yet.',
    table(['Key', ...HEADERS.slice(1)], hooks.rows),
  ];
  return page('# Configuration reference', madeFrom('the table in src/config/keys'), INTRODUCTION, ...parts, ...hookParts);
}
