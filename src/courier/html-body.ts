import { untilAborted } from '../outgoing/until-aborted.ts';
import type { MessageRow } from '../store/message-store.ts';
import type { CourierLog } from './courier-log.ts';
import { type TemplateData, templateVariables } from './template-data.ts';
import type { Templates, TemplateType } from './templates.ts';

/** The HTML of an e-mail; undefined when there is none, or when its template fails. */
export type HtmlBody = (message: MessageRow) => Promise<string | undefined>;

export interface HtmlBodyOptions {
  readonly templates: Templates;
  readonly log: CourierLog;
  /** Milliseconds that the template may take, which may come from a server that hangs: enough is left of the attempt for the text. */
  readonly timeoutMs?: number;
}

/** Renders the HTML of e-mails when they are delivered. The text alone goes out when that fails, or takes too long. */
export function createHtmlBody({ templates, log, timeoutMs = 20_000 }: HtmlBodyOptions): HtmlBody {
  return async ({ id, via, templateType, templateData }) => {
    if (via !== 'email') return undefined;
    try {
      // Only the courier writes these columns.
      const type = templateType as TemplateType;
      const variables = templateVariables(type, via, JSON.parse(templateData) as TemplateData);
      const html = await untilAborted(templates.render(type, 'html', variables), AbortSignal.timeout(timeoutMs));
      return html === '' ? undefined : html;
    } catch (error) {
      log.error({ err: error, message_id: id, template_type: templateType }, 'The HTML of an e-mail could not be rendered.');
      return undefined;
    }
  };
}
