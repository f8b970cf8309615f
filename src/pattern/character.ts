/** The flags of Python's `re` in force at one place of a pattern, as letters: `"im"`. */
export type Flags = string;

/** A code point, or a class escape (`d`, `W`, …). */
export type Character = number | string;

/** One member of a set: a character, or an inclusive range of code points. */
export type Member = readonly [low: Character, high?: number];

/** True, false, or undefined where Python's case tables and JavaScript's may differ. */
export type Answer = boolean | undefined;

/** Digits, spaces and the characters of words; under capitals, those of the flag `a`. */
const CATEGORIES: Readonly<Record<string, RegExp>> = {
  d: /\p{Nd}/u,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Python treats these four as spaces.
  s: /[\p{White_Space}\u001c-\u001f]/u,
  w: /[\p{L}\p{N}_]/u,
  D: /\d/,
  S: /[ \t-\r]/,
  W: /\w/,
};

const LAST_ASCII = 0x7f;

/** Whether a character is a digit, a space or part of a word (`d`, `s`, `w`) for Python. */
export function isCategory(letter: string, character: string, flags: Flags): boolean {
  const category = flags.includes("a") ? letter.toUpperCase() : letter;
  return CATEGORIES[category]?.test(character) === true;
}

/** Whether a character is a member of a set. Under the flag `i` the answer is certain for ASCII only. */
export function isMember([low, end]: Member, character: string, flags: Flags): Answer {
  if (typeof low === "string") {
    const letter = low.toLowerCase();
    return isCategory(letter, character, flags) === (letter === low);
  }
  const high = end ?? low;
  const isWithin = (one: string) => low <= codeOf(one) && codeOf(one) <= high;
  const within = isWithin(character);
  if (!flags.includes("i")) return within;
  const lower = lowerOf(character, flags);
  const upper = lower.toUpperCase();
  const isAscii = codeOf(character) <= LAST_ASCII;
  // Two code units are beyond Unicode's first plane, where Python folds the case of sets its own way.
  const isPlain = character.length === 1 && (within || (!isAscii && flags.includes("a")));
  if (isPlain || lower === upper) return within;
  if (high > LAST_ASCII && (!isAscii || /[iks]/i.test(character))) return undefined;
  return isWithin(lower) || (upper.length === 1 && [upper, upper.toLowerCase()].some(isWithin));
}

/** A character, in lower case under the flag `i`. Python maps one character to one (İ to i). */
export const lowerOf = (character: string, flags: Flags): string =>
  !flags.includes("i") || (flags.includes("a") && codeOf(character) > LAST_ASCII)
    ? character
    : String.fromCodePoint(codeOf(character.toLowerCase()));

/** The code point of a character. */
export const codeOf = (character: string): number => character.codePointAt(0) ?? -1;
