import type { Flags, Member, SetNode } from "./node.ts";

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

const LAST_ASCII = 0x7f;
/** Above it, Python folds sets in a way of its own. */
const LAST_BASIC = 0xffff;

/** Whether a character is a digit, space or part of a word (`d`, `s`, `w`), as Python sees it. */
export function isCategory(letter: string, character: string, flags: Flags): boolean {
  const categories = flags.includes("a") ? ASCII_CATEGORIES : CATEGORIES;
  return categories[letter]?.test(character) ?? false;
}

/** Says whether a character is in a set. */
export function setTest({ members, negated, flags }: SetNode): (character: string) => Answer {
  const [only, ...others] = members;
  if (Array.isArray(only) && only[0] === only[1] && others.length === 0 && !flags.includes("i")) {
    const literal = String.fromCodePoint(only[0]);
    return (character) => (character === literal) !== negated;
  }
  return (character) => {
    const answers = members.map((member) => isMember(member, character, flags));
    if (answers.includes(true)) return !negated;
    return answers.includes(undefined) ? undefined : negated;
  };
}

function isMember(member: Member, character: string, flags: Flags): Answer {
  if (typeof member === "string") {
    const letter = member.toLowerCase();
    return isCategory(letter, character, flags) === (letter === member);
  }
  const isWithin = (code: number) => member[0] <= code && code <= member[1];
  const code = codeOf(character);
  if (!flags.includes("i")) return isWithin(code);
  return isFolded(isWithin, member[1] <= LAST_ASCII, character, flags);
}

/** Whether a character is in a range when case does not count; sure as far as ASCII goes. */
function isFolded(
  isWithin: (code: number) => boolean,
  isAscii: boolean,
  character: string,
  flags: Flags,
): Answer {
  const code = codeOf(character);
  const lower = lowerOf(character, flags);
  const upper = lower.toUpperCase();
  const isPlain =
    code <= LAST_BASIC && (isWithin(code) || (code > LAST_ASCII && flags.includes("a")));
  if (isPlain || lower === upper) return isWithin(code);
  if (!isAscii && (code > LAST_ASCII || /[iks]/i.test(character))) return undefined;
  const variants = upper.length > 1 ? [lower] : [lower, upper, upper.toLowerCase()];
  return variants.some((variant) => isWithin(codeOf(variant)));
}

/** A character's lower case; Python maps one character to one (İ to i). */
export function lowerOf(character: string, flags: Flags): string {
  if (flags.includes("a") && character > "\x7f") return character;
  return String.fromCodePoint(codeOf(character.toLowerCase()));
}

const codeOf = (character: string): number => character.codePointAt(0) ?? -1;
