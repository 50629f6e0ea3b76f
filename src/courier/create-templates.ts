import { createDocumentReader, type ReadFile } from '../document/document-reader.ts';
import { createHttpReader, type HttpReaderOptions } from '../document/http-reader.ts';
import { parseTemplate, type Template } from '../template/parse-template.ts';
import { findTemplate, type TemplatePlaces } from './find-template.ts';
import { templateFields } from './template-fields.ts';
import type { TemplatePart, Templates, TemplateType } from './templates.ts';

export interface TemplatesOptions
  extends Pick<TemplatePlaces, 'overridePath' | 'urls' | 'readdir'>,
    Partial<Pick<HttpReaderOptions, 'disallowPrivateIps' | 'exceptions' | 'wait'>> {
  readonly readFile: ReadFile;
  readonly fetch: HttpReaderOptions['fetch'];
  /** What relative file URLs count from; the working directory of the process when it is left out. */
  readonly cwd?: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told when a server of templates is asked again. */
  readonly log: { warn(fields: Readonly<Record<string, unknown>>, message: string): void };
}

/**
 * The templates of messages. What was found once is kept for the life of the process, except failures: the next message tries again.
 */
export function createTemplates(options: TemplatesOptions): Templates {
  const { overridePath, urls, readFile, readdir, fetch, cwd = '', now, log } = options;
  const { disallowPrivateIps = false, exceptions, wait } = options;
  const readHttp = createHttpReader({
    fetch,
    disallowPrivateIps,
    exceptions,
    accept: 'text/plain, text/html, */*',
    onRetry: (url, problem) => log.warn({ url, problem }, 'template of a message could not be fetched, trying again'),
    ...(wait && { wait }),
  });
  const places: TemplatePlaces = { overridePath, urls, cwd, readFile, readdir, read: createDocumentReader(readFile, readHttp) };
  const kept = new Map<string, Promise<Template>>();

  async function load(type: TemplateType, part: TemplatePart): Promise<Template> {
    const { main, sources } = await findTemplate(type, part, places);
    return parseTemplate(sources, { mode: part === 'html' ? 'html' : 'text', main, now });
  }

  function template(type: TemplateType, part: TemplatePart): Promise<Template> {
    const key = `${type} ${part}`;
    const known = kept.get(key);
    if (known) return known;
    const loaded = load(type, part);
    kept.set(key, loaded);
    loaded.catch(() => kept.delete(key));
    return loaded;
  }

  return {
    async render(type, part, variables) {
      const text = (await template(type, part)).render(templateFields(type, part, variables));
      return part === 'subject' ? text.trim() : text;
    },
  };
}
