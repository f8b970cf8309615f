/** How many names are read through; more are only counted. */
const MOST = 24;

/** Names in a row, of many the first. */
export function joinNames(names: readonly (string | number)[]): string {
  const more = names.length - MOST;
  const shown = names.slice(0, MOST).join(", ");
  return more > 0 ? `${shown}, … and ${more} more` : shown;
}

/** A text, of a long one the start. */
export function shortenValue(text: string): string {
  return text.length > 400 ? `${text.slice(0, 399)}…` : text;
}

/** A value on one line: a list of names without brackets, anything else as JSON. */
export function formatValue(value: unknown): string {
  if (typeof value === "number") return String(value);
  const isNames = Array.isArray(value) && value.length > 0 && value.every(isName);
  return isNames ? value.join(", ") : (JSON.stringify(value) ?? "absent");
}

const isName = (item: unknown): boolean =>
  typeof item === "number" || (typeof item === "string" && /^[^\s,"]+$/.test(item));

/** A number as one reads it: at most six digits. */
export const formatNumber = (value: number): string => String(Number(value.toPrecision(6)));
