import type { CodeFacts } from "../../finding/rule.ts";
import type { Position } from "../position.ts";

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

/** What Python's decoder reports of a fault. */
export interface PythonStop extends Readonly<Record<string, unknown>> {
  readonly expected: Expected;
  /** Where Python stops; null if it has stopped at a fault before this one. */
  readonly at: Position | null;
}

/** What Python reports where it stops, in the words at the end of its traceback. */
export function reportText({ expected, at }: PythonStop): string {
  if (at === null) return "";
  const { line, column, char } = at;
  return `; Python reports "${expected}: line ${line} column ${column} (char ${char})"`;
}

const quotes = "Write text and keys in plain double quotes.";

/** What to write instead: first by what Python expected, then by what the text has in its place. */
const repairs = {
  "Expecting value": "Write a value here, or delete the comma or key before it.",
  "Expecting property name enclosed in double quotes": quotes,
  "Expecting ':' delimiter": "Write a colon between the key and its value.",
  "Expecting ',' delimiter": "Write a comma between entries, or close the bracket.",
  "Extra data": "Delete the text after the value.",
  "Unterminated string starting at": 'Close the string with ".',
  "Invalid control character at": "Write a line end as \\n, a tab as \\t.",
  "Invalid \\escape": 'Write the backslash twice, as in "\\\\.".',
  "Invalid \\uXXXX escape": "Write \\u and four hexadecimal digits, or \\\\u.",
  end: "The text ends too early; download the file again.",
  conflict: "Resolve the merge conflict.",
  quotes,
  constant: "Write true, false or null.",
  invisible: "Delete the invisible character.",
  number: "Write the number like 8, 0.5 or 1e-05.",
} as const satisfies { readonly [expected in Expected]: string } & Readonly<Record<string, string>>;

/** A name of {@link repairs}. */
export type Repair = keyof typeof repairs;

/** Which repair a text needs: that of the first pattern that matches at the fault. */
const patterns: readonly (readonly [pattern: RegExp, repair: Repair])[] = [
  [/^$/, "end"],
  [/^([<=>|])\1{6}/, "conflict"],
  [/^['\u2018-\u201f\u00ab\u00bb]/, "quotes"],
  [/^(?:True|False|None)\b/, "constant"],
  [/^[+-]?(?:nan|inf(?:inity)?)\b/i, "number"],
  // The reader has skipped the white space of JSON.
  [/^[\s\u0085\u200b-\u200f\u2060\0]/, "invisible"],
];

/** Finds out how to repair the JSON at `offset`, where Python's decoder stops. */
export function findRepair(expected: Expected, text: string, offset: number): Repair {
  const isInString = !expected.startsWith("Ex");
  if (isInString) return expected;
  const here = text.slice(offset, offset + 16);
  // A number either is misspelt from its start, or has a rest that no number has.
  const [number, end] =
    expected === "Expecting value"
      ? [/^[+-]?\.?\d/, here]
      : [/^\d[.\w]/, text.slice(offset - 1, offset + 1)];
  if (number.test(end)) return "number";
  return patterns.find(([pattern]) => pattern.test(here))?.[1] ?? expected;
}

/** Data of {@link jsonSyntax}. */
interface SyntaxData extends PythonStop {
  readonly repair: Repair;
}

/**
 * A file is valid JSON, as Python's decoder reads it.
 *
 * @breaks text '{"peft_type": "LORA", "use_dora": True}'
 * @keeps text '{"peft_type": "LORA", "use_dora": true}'
 * @see Python Lib/json/decoder.py JSONDecoder
 */
export const jsonSyntax: CodeFacts<SyntaxData> = {
  code: "json-syntax",
  stage: "construction",
  raises: "JSONDecodeError",
  by: "load",
  words: (data) => [`The JSON is invalid here${reportText(data)}`, repairs[data.repair]],
};

/**
 * A file has no comments.
 *
 * @breaks text '{"r": 8} // the rank'
 * @keeps text '{"r": 8}'
 * @see Python Lib/json/decoder.py JSONDecoder
 */
export const jsonComment: CodeFacts<PythonStop> = {
  code: "json-comment",
  stage: "construction",
  raises: "JSONDecodeError",
  by: "load",
  words: (stop) => [`JSON has no comments${reportText(stop)}`, "Delete the comment."],
};

/**
 * The last entry of a list or object has no comma after it.
 *
 * @breaks text '{"peft_type": "LORA", "r": 8,}'
 * @keeps text '{"peft_type": "LORA", "r": 8}'
 * @see Python Lib/json/decoder.py JSONDecoder
 */
export const jsonTrailingComma: CodeFacts<PythonStop> = {
  code: "json-trailing-comma",
  stage: "construction",
  raises: "JSONDecodeError",
  by: "load",
  words: (stop) => [
    `JSON has no comma after the last entry${reportText(stop)}`,
    "Delete the comma.",
  ],
};
