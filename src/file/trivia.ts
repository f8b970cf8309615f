const COMMENT = /\/\*.*?\*\/|(?:#|\/\/)[^\r\n]*/sy;
const SPACES = /[ \t\r\n]*/y;

/** The end of the comment that starts at `start`; `start` itself if there is none. */
export function commentEnd(text: string, start: number): number {
  return matchEnd(COMMENT, text, start);
}

/** Skips white space and comments, and returns the offset of what follows. */
export function skipTrivia(text: string, start: number): number {
  for (let at = start; ; ) {
    const comment = matchEnd(SPACES, text, at);
    at = commentEnd(text, comment);
    if (at === comment) return at;
  }
}

/** The end of what a sticky pattern matches at `start`; `start` itself if it does not match. */
export function matchEnd(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}
