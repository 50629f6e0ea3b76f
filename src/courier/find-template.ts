import { join } from 'node:path';
import { absoluteUrl } from '../document/absolute-url.ts';
import type { DocumentReader, ReadFile } from '../document/document-reader.ts';
import { urlName } from '../document/url-name.ts';
import type { TemplateSource } from '../template/parse-template.ts';
import { TemplateError } from '../template/template-error.ts';
import { BUILTIN_MESSAGES } from './builtin/builtin-messages.ts';
import { TEMPLATE_DIRECTORIES, TEMPLATE_STEMS } from './template-places.ts';
import type { TemplatePart, TemplateType } from './templates.ts';

/** URLs of templates, by type and part. */
export type TemplateUrls = Readonly<Record<string, Readonly<Partial<Record<TemplatePart, string>>>>>;

export interface TemplatePlaces {
  /** Absolute path of the folder with files that replace the built-in templates. */
  readonly overridePath: string | undefined;
  readonly urls: TemplateUrls;
  /** What relative file URLs count from. */
  readonly cwd: string;
  readonly read: DocumentReader;
  readonly readFile: ReadFile;
  /** The names in a folder; `readdir` of node:fs/promises is one. */
  readonly readdir: (path: string) => Promise<readonly string[]>;
}

const MISSING = ['ENOENT', 'ENOTDIR'];

/** A template with the files that it can call. */
export interface FoundTemplate {
  /** The name of the template itself. */
  readonly main: string;
  readonly sources: readonly TemplateSource[];
}

/** The sources of a part of a message: by its URL, else from files, else built in. */
export async function findTemplate(type: TemplateType, part: TemplatePart, places: TemplatePlaces): Promise<FoundTemplate> {
  const url = places.urls[type]?.[part];
  if (url !== undefined) return alone(await fromUrl(url, places));
  return (await fromFiles(type, part, places)) ?? alone(builtIn(type, part));
}

function alone(source: TemplateSource): FoundTemplate {
  return { main: source.name, sources: [source] };
}

async function fromUrl(url: string, { read, cwd }: TemplatePlaces): Promise<TemplateSource> {
  const whole = urlName(url);
  const name = whole.length > 100 ? `${whole.slice(0, 100)}…` : whole;
  try {
    return { name, text: await read(absoluteUrl(url, cwd)) };
  } catch (error) {
    throw new TemplateError(name, 0, error instanceof Error ? error.message : String(error), { cause: error });
  }
}

async function fromFiles(
  type: TemplateType,
  part: TemplatePart,
  { overridePath, readFile, readdir }: TemplatePlaces,
): Promise<FoundTemplate | undefined> {
  if (overridePath === undefined) return undefined;
  const folder = join(overridePath, TEMPLATE_DIRECTORIES[type]);
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException): readonly string[] => {
    if (MISSING.includes(error.code ?? '')) return [];
    throw new TemplateError(folder, 0, error.message, { cause: error });
  });
  const stem = TEMPLATE_STEMS[part];
  const main = `${stem}.gotmpl`;
  if (!names.includes(main)) return undefined;
  const sources = await Promise.all(
    inOrder(stem, names).map(async (name) => {
      const path = join(folder, name);
      try {
        return { name, text: new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path)) };
      } catch (error) {
        throw new TemplateError(path, 0, error instanceof Error ? error.message : String(error), { cause: error });
      }
    }),
  );
  return { main, sources };
}

/**
 * The files that are read together, the later ones replacing definitions of earlier ones. `email.body` is also how the files of the
 * plain text begin: they come first, so that a definition of the same name in a file of the HTML counts.
 */
function inOrder(stem: string, names: readonly string[]): readonly string[] {
  const plain = TEMPLATE_STEMS.plaintext;
  const isForeign = (name: string) => name.startsWith(plain) && !stem.startsWith(plain);
  return names
    .filter((name) => name.startsWith(stem))
    .sort((a, b) => Number(isForeign(b)) - Number(isForeign(a)) || (a < b ? -1 : 1));
}

function builtIn(type: TemplateType, part: TemplatePart): TemplateSource {
  const name = `${TEMPLATE_DIRECTORIES[type]}/${TEMPLATE_STEMS[part]}.gotmpl`;
  const text = BUILTIN_MESSAGES[type][part];
  if (text === undefined) throw new TemplateError(name, 0, 'there is no such message unless a file or a URL provides it');
  return { name, text };
}
