/** A name as Python quotes it in a message, except that it would escape what cannot be printed. */
export function quoted(name: string): string {
  const quote = name.includes("'") && !name.includes('"') ? '"' : "'";
  return quote + name.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`) + quote;
}
