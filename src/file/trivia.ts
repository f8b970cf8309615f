const COMMENT = /\/\*.*?\*\/|(?:#|\/\/)[^\r\n]*/sy;
const SPACES = /[ \t\r\n]*/y;

/** Where the comment that starts at `start` ends; `start` itself if there is none. */
export function commentEnd(text: string, start: number): number {
  return matchEnd(COMMENT, text, start);
}

/** The offset of what comes after white space and comments. */
export function skipTrivia(text: string, start: number): number {
  for (let at = start; ; ) {
    const comment = matchEnd(SPACES, text, at);
    at = commentEnd(text, comment);
    if (at === comment) return at;
  }
}

/** Where what a sticky pattern matches at `start` ends; `start` itself if it does not match. */
export function matchEnd(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}
