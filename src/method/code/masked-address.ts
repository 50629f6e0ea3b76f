const MASK = '****';

/**
 * So much of an address that its owner knows it: two characters before the @ and the domain; of a phone number the first three
 * and the last two. What is shorter than that is shown as it is (methods.md 2.8).
 */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const characters = [...(at < 0 ? address : address.slice(0, at))];
  if (at >= 0) return characters.length < 2 ? address : `${characters.slice(0, 2).join('')}${MASK}${address.slice(at)}`;
  if (characters.length < 6) return address;
  return `${characters.slice(0, 3).join('')}${MASK}${characters.slice(-2).join('')}`;
}
