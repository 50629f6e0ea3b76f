import { type JsonText, jsonOf } from '../json/json-text.ts';
import type { BodyContext } from './body-context.ts';

/** The body of a call where the configuration names none. What `template_data` lacks is null. */
export function builtInBody({ recipient, template_type, template_data: data, subject, body }: BodyContext): JsonText {
  return jsonOf({
    recipient,
    template_type,
    to: data.to ?? null,
    recovery_code: data.recovery_code ?? null,
    recovery_url: data.recovery_url ?? null,
    verification_url: data.verification_url ?? null,
    verification_code: data.verification_code ?? null,
    subject,
    body,
  });
}
