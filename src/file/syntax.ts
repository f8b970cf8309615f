/**
 * What Python's decoder expected where it stops; the words are its own.
 * @see Python Modules/_json.c and Lib/json/decoder.py
 */
export type Expected =
  | "Expecting value"
  | "Expecting property name enclosed in double quotes"
  | "Expecting ':' delimiter"
  | "Expecting ',' delimiter"
  | "Extra data"
  | "Unterminated string starting at"
  | "Invalid control character at"
  | "Invalid \\escape"
  | "Invalid \\uXXXX escape";

const QUOTES = "Write text and keys in plain double quotes.";

/**
 * What to write instead, by what stands at the fault: the first pattern that matches tells. Plain
 * white space stands there never.
 */
const sights: readonly (readonly [sight: RegExp, hint: string])[] = [
  [/^$/, "The text ends too early: download it again."],
  [/^([<=>|])\1{6}/, "A merge conflict: keep one side."],
  [/^['\u2018-\u201f\u00ab\u00bb]/, QUOTES],
  [/^(?:True|False|None)\b/, "Write true, false or null."],
  [/^[+-]?(?:nan|inf(?:inity)?)\b/i, "Write a number, or NaN, Infinity, -Infinity."],
  [/^[\s\u0085\u200b-\u200f\u2060\0]/, "Delete the invisible character."],
];

/** What to write instead, by what was expected. */
const repairs: { readonly [expected in Expected]: string } = {
  "Expecting value": "Write a value here, or delete the comma or key before.",
  "Expecting property name enclosed in double quotes": QUOTES,
  "Expecting ':' delimiter": "Write a colon between key and value.",
  "Expecting ',' delimiter": "Write a comma between entries, or close the bracket.",
  "Extra data": "Delete what stands after the value.",
  "Unterminated string starting at": 'Close the text with ".',
  "Invalid control character at": "Write a line end as \\n, a tab as \\t.",
  "Invalid \\escape": 'Write a backslash twice, as in "\\\\.".',
  "Invalid \\uXXXX escape": "Write \\u and four hex digits, or \\\\u.",
};

/** Says how to repair the JSON at `offset`, where Python's decoder stops. */
export function syntaxHint(expected: Expected, text: string, offset: number): string {
  const repair = repairs[expected];
  const isInString = !expected.startsWith("Ex");
  if (isInString) return repair;
  const here = text.slice(offset, offset + 16);
  const isNumber =
    expected === "Expecting value"
      ? /^[+-]?\.?\d/.test(here)
      : /^\d[.\w]/.test(text.slice(offset - 1));
  if (isNumber) return "Write numbers like 8, 0.5 or 1e-05.";
  return sights.find(([sight]) => sight.test(here))?.[1] ?? repair;
}
