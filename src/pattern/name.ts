/** What Python takes for the name of a group. */
export const IDENTIFIER = /^[\p{XIDS}_]\p{XIDC}*$/u;
/** What it takes for the number of one. */
export const NUMBER = /^\d+$/;
/** What else Python 3.11 reads as a number, and 3.12 refuses. */
export const LOOSE_NUMBER = /^\s*\+?\p{Nd}(_?\p{Nd})*\s*$/u;

/** A name, and where it stands. */
export interface Name {
  readonly text: string;
  readonly position: number;
}

/** A name as Python quotes it in a message, except that it would escape what cannot be printed. */
export function quoted({ text }: Name): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  return quote + text.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`) + quote;
}
