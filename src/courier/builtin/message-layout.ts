/** A built-in message: the sources of its templates, by the part of the message. */
export interface BuiltinMessage {
  readonly subject: string;
  readonly html: string;
  readonly plaintext: string;
  readonly sms?: string;
}

/** What a message says. Everything is template source; `html` texts have their markup. */
export interface MessageWords {
  readonly subject: string;
  readonly heading: string;
  /** Paragraphs before what is to be used. */
  readonly opening: readonly string[];
  /** A code that is shown large. */
  readonly code?: string;
  /** A link, and what the button says. */
  readonly link?: { readonly url: string; readonly label: string };
  /** Paragraphs after it. */
  readonly closing: readonly string[];
  readonly sms?: string;
}

const FONT = 'font-family: Helvetica, Arial, sans-serif';
const TEXT = `margin: 0 0 16px; ${FONT}; font-size: 16px; line-height: 24px; color: #1f2a37`;
const SMALL = `margin: 0 0 16px; ${FONT}; font-size: 14px; line-height: 21px; color: #4b5563; word-break: break-all`;
const CODE =
  'margin: 0 0 16px; font-family: Menlo, Consolas, monospace; font-size: 32px; line-height: 40px; font-weight: bold; letter-spacing: 4px; color: #1f2a37';
const BUTTON = `display: inline-block; padding: 12px 24px; background-color: #1d4ed8; border-radius: 6px; ${FONT}; font-size: 16px; line-height: 24px; font-weight: bold; color: #ffffff; text-decoration: none`;

const paragraph = (text: string) => `      <p style="${TEXT}">${text}</p>`;

function html({ heading, opening, code, link, closing }: MessageWords): string {
  const lines = opening.map(paragraph);
  if (code !== undefined) lines.push(`      <p style="${CODE}">${code}</p>`);
  if (link) {
    lines.push(`      <p style="margin: 0 0 24px"><a href="${link.url}" style="${BUTTON}">${link.label}</a></p>`);
    lines.push(
      `      <p style="${SMALL}">If the button does not work, open this address:<br><a href="${link.url}">${link.url}</a></p>`,
    );
  }
  lines.push(...closing.map(paragraph));
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading}</title>
</head>
<body style="margin: 0; padding: 0; background-color: #f3f4f6">
  <table role="presentation" width="100%" border="0" cellspacing="0" cellpadding="0">
    <tr><td align="center" style="padding: 24px 12px">
    <table role="presentation" width="100%" border="0" cellspacing="0" cellpadding="0" style="max-width: 560px; background-color: #ffffff; border-radius: 8px">
    <tr><td style="padding: 32px">
      <h1 style="margin: 0 0 16px; ${FONT}; font-size: 22px; line-height: 30px; color: #1f2a37">${heading}</h1>
${lines.join('\n')}
    </td></tr>
    </table>
    </td></tr>
  </table>
</body>
</html>
`;
}

function plaintext({ opening, code, link, closing }: MessageWords): string {
  return `${[...opening, ...(code === undefined ? [] : [code]), ...(link ? [link.url] : []), ...closing].join('\n\n')}\n`;
}

/** A message in all its forms. The same words serve as text and as HTML. */
export function builtinMessage(words: MessageWords): BuiltinMessage {
  const { subject, sms } = words;
  return { subject, html: html(words), plaintext: plaintext(words), ...(sms !== undefined && { sms }) };
}

/** How long something can be used. */
export const VALIDITY = '{{ .ExpiresInMinutes }} minute{{ if ne .ExpiresInMinutes 1 }}s{{ end }}';

/** The line by which browsers take a code from a text message for the site that it belongs to; none when the site is unknown. */
export function codeForBrowsers(code: string): string {
  return `{{ with .RequestURLDomain }}\n\n@{{ . }} #{{ ${code.replace('.', '$.')} }}{{ end }}`;
}
