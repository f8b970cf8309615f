/** How many names are read through; more are only counted. */
const MOST = 24;

/** Names in a row, of many the first. */
export function listText(names: readonly (string | number)[]): string {
  const more = names.length - MOST;
  const shown = names.slice(0, MOST).join(", ");
  return more > 0 ? `${shown}, … and ${more} more` : shown;
}

/** A text, of a long one the start. */
export function shortened(text: string): string {
  return text.length > 400 ? `${text.slice(0, 399)}…` : text;
}
