const FOR_TEXT: Readonly<Record<string, string>> = {
  '\0': '\ufffd',
  '"': '&#34;',
  '&': '&amp;',
  "'": '&#39;',
  '+': '&#43;',
  '<': '&lt;',
  '>': '&gt;',
};
/** Also what ends a value without quotes, in whichever browser. */
const ENDING = /[\0\t\n\v\f\r "&'+<=>`]/g;

/** Escapes for element content and for attributes in quotes. */
export function escapeForText(text: string): string {
  return text.replace(/[\0"&'+<>]/g, (character) => FOR_TEXT[character] ?? '');
}

/** Escapes for an attribute without quotes; nothing at all would make the next attribute its value. */
export function escapeUnquoted(text: string): string {
  if (text === '') return 'ZgotmplZ';
  return text.replace(ENDING, (character) => {
    if (character === '\0') return '&#xfffd;';
    return FOR_TEXT[character] ?? `&#${character.charCodeAt(0)};`;
  });
}
