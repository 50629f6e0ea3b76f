import type { MessageRow } from '../store/message-store.ts';
import type { CourierLog } from './courier-log.ts';
import { type TemplateData, templateVariables } from './template-data.ts';
import type { Templates, TemplateType } from './templates.ts';

/** The HTML of an e-mail; undefined when there is none, or when its template fails. */
export type HtmlBody = (message: MessageRow) => Promise<string | undefined>;

/** Renders the HTML of e-mails when they are delivered. The text alone goes out when that fails. */
export function createHtmlBody({ templates, log }: { readonly templates: Templates; readonly log: CourierLog }): HtmlBody {
  return async ({ id, via, templateType, templateData }) => {
    if (via !== 'email') return undefined;
    try {
      // Only the courier writes these columns.
      const type = templateType as TemplateType;
      const html = await templates.render(type, 'html', templateVariables(type, via, JSON.parse(templateData) as TemplateData));
      return html === '' ? undefined : html;
    } catch (error) {
      log.error({ err: error, message_id: id, template_type: templateType }, 'The HTML of an e-mail could not be rendered.');
      return undefined;
    }
  };
}
