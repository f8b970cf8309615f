/** A path pattern as its parts between slashes: `*` and `?` within a name, `**` for any folders. */
export type GlobPattern = readonly string[];

/** Whether a text has a wildcard. */
export const isPattern = (text: string): boolean => /[*?]/.test(text);

/** The parts of a pattern that were not yet met, as their positions. The first is where it starts. */
export type GlobProgress = ReadonlySet<number>;

/** Where matching stands before the first name: behind a leading `**` too, as it may match nothing. */
export function startMatching(pattern: GlobPattern): GlobProgress {
  return skipFolders(pattern, [0]);
}

/**
 * Where matching stands after one more name of a path. It looks at each name once and never goes
 * back, so it is fast for every pattern.
 */
export function advance(pattern: GlobPattern, progress: GlobProgress, name: string): GlobProgress {
  const next: number[] = [];
  for (const at of progress) {
    const part = pattern[at];
    if (part === undefined) continue;
    if (part === "**") {
      if (!name.startsWith(".")) next.push(at);
    } else if (matchesName(part, name)) next.push(at + 1);
  }
  return skipFolders(pattern, next);
}

/** Whether all of the pattern was met. */
export function isComplete(pattern: GlobPattern, progress: GlobProgress): boolean {
  return progress.has(pattern.length);
}

/** The positions, and those behind a `**`, which may stand for nothing. */
function skipFolders(pattern: GlobPattern, positions: readonly number[]): GlobProgress {
  const all = new Set<number>();
  for (let at of positions) {
    all.add(at);
    while (pattern[at] === "**") all.add(++at);
  }
  return all;
}

/**
 * Whether a name matches a part of a pattern. As in a shell, a name that starts with a dot is
 * matched only by a part that does.
 */
export function matchesName(part: string, name: string): boolean {
  if (name.startsWith(".") && !part.startsWith(".")) return false;
  const wanted = [...part];
  const letters = [...name];
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let index = 0; index < letters.length; ) {
    if (wanted[at] === "*") {
      star = at++;
      resume = index;
    } else if (wanted[at] === "?" || wanted[at] === letters[index]) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++resume;
    } else return false;
  }
  return wanted.slice(at).every((letter) => letter === "*");
}
