/** Compares two strings as Python does: by code point, not by UTF-16 unit. */
export function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const difference = (a.codePointAt(index) as number) - (b.codePointAt(index) as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
