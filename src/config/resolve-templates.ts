import { resolve } from 'node:path';
import type { Values } from './keys/root.ts';
import type { TemplatesConfig, TemplateUrlsConfig } from './templates-config.ts';

interface PartValues {
  readonly email?:
    | {
        readonly subject?: string | undefined;
        readonly body?: { readonly plaintext?: string | undefined; readonly html?: string | undefined } | undefined;
      }
    | undefined;
  readonly sms?: { readonly body?: { readonly plaintext?: string | undefined } | undefined } | undefined;
}

function urlsOf({ email, sms }: PartValues): TemplateUrlsConfig {
  const urls = { subject: email?.subject, html: email?.body?.html, plaintext: email?.body?.plaintext, sms: sms?.body?.plaintext };
  return Object.fromEntries(Object.entries(urls).filter(([, url]) => url !== undefined));
}

/** `courier.templates` by the type of the message, and `courier.template_override_path`. */
export function resolveTemplates({ templates, template_override_path }: Values['courier'], cwd: string): TemplatesConfig {
  const { verifiable_address_changed: changed, ...others } = templates ?? {};
  const urls: Record<string, TemplateUrlsConfig> = {};
  for (const [name, both] of Object.entries(others)) {
    for (const [outcome, parts] of Object.entries(both ?? {})) urls[`${name}_${outcome}`] = urlsOf(parts as PartValues);
  }
  if (changed) urls.verifiable_address_changed = urlsOf(changed);
  return { overridePath: template_override_path && resolve(cwd, template_override_path), urls };
}
