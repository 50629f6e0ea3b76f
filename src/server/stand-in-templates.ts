import type { EvaluateJsonnet } from '../courier/body-template.ts';
import type { Templates } from '../courier/templates.ts';

/** Stands in for the templates until there are some: what a message tells, line by line. */
export const standInTemplates: Templates = {
  async render(type, part, variables) {
    if (part === 'html') return '';
    if (part === 'subject') return type.replaceAll('_', ' ');
    const lines = Object.entries(variables).filter(([, value]) => typeof value === 'string' || typeof value === 'number');
    return `${lines.map(([name, value]) => `${name}: ${value}`).join('\n')}\n`;
  },
};

/** Stands in for Jsonnet until there is one: every document is the whole context. */
export const standInJsonnet: EvaluateJsonnet = async (_snippet, ctx) =>
  JSON.stringify(ctx) as Awaited<ReturnType<EvaluateJsonnet>>;
