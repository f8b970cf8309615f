import { CR, HASH, LF, SPACE, TAB } from "./code.ts";

/** True for the white space that JSON and Python allow between values. */
export function isSpace(code: number): boolean {
  return code === SPACE || code === LF || code === CR || code === TAB;
}

/** Where the comment that starts at `start` ends; `start` itself if there is none. */
export function commentEnd(text: string, start: number): number {
  if (text.startsWith("/*", start)) {
    const end = text.indexOf("*/", start + 2);
    return end < 0 ? start : end + 2;
  }
  if (text.charCodeAt(start) !== HASH && !text.startsWith("//", start)) return start;
  let end = start;
  while (end < text.length && text.charCodeAt(end) !== LF && text.charCodeAt(end) !== CR) end++;
  return end;
}

/** The offset of what comes after white space and comments. */
export function skipTrivia(text: string, start: number): number {
  for (let at = start; ; ) {
    const next = isSpace(text.charCodeAt(at)) ? at + 1 : commentEnd(text, at);
    if (next === at) return at;
    at = next;
  }
}
