/**
 * How releases of PEFT read the number of a layer out of a module's name, in JavaScript. The patterns
 * are those of our own table, so that RegExp may have them; the tests hold this against PEFT itself.
 */
export const readings: Readonly<
  Record<string, { plain: string; listed: (list: string) => string }>
> = {
  "0.19.1": { plain: ".*\\.[^.]*", listed: (list) => `.*\\.${list}` },
  "0.20.0": { plain: ".*?\\.[^.]*", listed: (list) => `.*?\\.${list}` },
  "0.21.2": { plain: ".*?\\.[^.]*", listed: (list) => `(?:|.*?\\.)${list}` },
};

/** The layer number that a release reads, or null if it reads none. */
export function readLayer(
  release: string,
  name: string,
  pattern: string | readonly string[] | null,
): number | null {
  const reading = readings[release];
  if (reading === undefined) throw new Error(`no reading for ${release}`);
  const starts = pattern === null ? [reading.plain] : [pattern].flat().map(reading.listed);
  for (const start of starts) {
    const match = new RegExp(`^${start}\\.(\\d+)\\.`).exec(name);
    if (match !== null) return Number(match[1]);
  }
  return null;
}
