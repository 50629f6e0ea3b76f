import { parseExact, printExact } from '../../json/exact.ts';
import type { JsonText } from '../../json/json-text.ts';
import type { Ui } from './node.ts';

/** The form as it is stored and answered: numbers keep their digits. */
export function printUi(ui: Ui): JsonText {
  return printExact(ui);
}

/** A form from the text that `printUi` made; it shares nothing with other forms. */
export function parseUi(text: string): Ui {
  return parseExact(text) as Ui;
}
