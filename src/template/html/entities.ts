const NAMED: Readonly<Record<string, string>> = { quot: '"', apos: "'", amp: '&', lt: '<', gt: '>' };
const LONGEST = 10;

function decoded(entity: string): string | undefined {
  const [, decimal, hexadecimal] = /^#(?:(\d{1,7})|[xX]([0-9a-fA-F]{1,6}))$/.exec(entity) ?? [];
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
  if (Number.isNaN(code)) return NAMED[entity];
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** Reads the entities of attributes, character by character, and hands on what they stand for. */
export function createEntityReader(read: (character: string) => void): { read(character: string): void; flush(): void } {
  let held = '';
  const flush = () => {
    const rest = held;
    held = '';
    for (const character of rest) read(character);
  };
  return {
    read(character) {
      if (held === '' && character !== '&') return read(character);
      held += character;
      const text = character === ';' ? decoded(held.slice(1, -1)) : undefined;
      if (text !== undefined) {
        held = '';
        for (const each of text) read(each);
      } else if (held.length > LONGEST || character === ';' || (held.length > 1 && !/[\w#;]/.test(character))) flush();
    },
    flush,
  };
}
