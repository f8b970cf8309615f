/** Python's `re` flags in force at one place of a pattern, as their letters: `"im"`. */
export type Flags = string;

/** A code point, or a class escape (`d`, `W`, …). */
export type Character = number | string;

/** One member of a set: an inclusive range of code points, or a class escape. */
export type Member = readonly [low: number, high: number] | string;

/** True, false, or undefined where Python's case tables and JavaScript's may part. */
export type Answer = boolean | undefined;

const CATEGORIES: Readonly<Record<string, RegExp>> = {
  d: /\p{Nd}/u,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Python counts these four as space.
  s: /[\p{White_Space}\u001c-\u001f]/u,
  w: /[\p{L}\p{N}_]/u,
};
const ASCII_CATEGORIES: Readonly<Record<string, RegExp>> = {
  d: /[0-9]/,
  s: /[ \t-\r]/,
  w: /\w/,
};

const LAST_ASCII = "\x7f";

/** Whether a character is a digit, space or part of a word (`d`, `s`, `w`), as Python sees it. */
export function isCategory(letter: string, character: string, flags: Flags): boolean {
  const categories = flags.includes("a") ? ASCII_CATEGORIES : CATEGORIES;
  return categories[letter]?.test(character) ?? false;
}

/** The member of a set that is one character. */
export const memberOf = (one: Character): Member => (typeof one === "string" ? one : [one, one]);

/** Whether a character is a member of a set; sure as far as ASCII goes when case does not count. */
export function isMember(member: Member, character: string, flags: Flags): Answer {
  if (typeof member === "string") {
    const letter = member.toLowerCase();
    return isCategory(letter, character, flags) === (letter === member);
  }
  const [low, high] = member;
  const isWithin = (one: string) => low <= codeOf(one) && codeOf(one) <= high;
  const within = isWithin(character);
  if (!flags.includes("i")) return within;
  const lower = lowerOf(character, flags);
  const upper = lower.toUpperCase();
  const isAscii = character <= LAST_ASCII;
  // Two code units: beyond Unicode's first plane, where Python folds sets in a way of its own.
  const isPlain = character.length === 1 && (within || (!isAscii && flags.includes("a")));
  if (isPlain || lower === upper) return within;
  if (high > codeOf(LAST_ASCII) && (!isAscii || /[iks]/i.test(character))) return undefined;
  const variants = upper.length > 1 ? [lower] : [lower, upper, upper.toLowerCase()];
  return variants.some(isWithin);
}

/** A character's lower case; Python maps one character to one (İ to i). */
export const lowerOf = (character: string, flags: Flags): string =>
  flags.includes("a") && character > LAST_ASCII
    ? character
    : String.fromCodePoint(codeOf(character.toLowerCase()));

/** The code point of a character. */
export const codeOf = (character: string): number => character.codePointAt(0) ?? -1;
