import type { CodeFacts } from "../../finding/rule.ts";

/**
 * How deep lists and objects may nest. PEFT 0.21 on Python 3.10 and 3.11 reads 990 levels when
 * called from the top of a script, and raises RecursionError soon beyond; 3.12 reads some 1,500 and
 * 3.13 some 10,000. No field of PEFT nests deeper than four.
 */
export const MAX_DEPTH = 990;

/**
 * Lists and objects are nested at most 990 levels deep.
 *
 * @breaks text "[".repeat(991)
 * @keeps text "[".repeat(990) + "]".repeat(990)
 * @see Python Modules/_json.c scan_once_unicode
 */
export const jsonTooDeep: CodeFacts<{ most: number }> = {
  code: "json-too-deep",
  stage: "construction",
  raises: "RecursionError",
  by: "load",
  words: ["Lists and objects are nested more than {most!} levels deep", "Remove the extra levels."],
};

/** The digits that Python converts at most (`sys.int_info.default_max_str_digits`). */
export const MAX_INTEGER_DIGITS = 4300;

/**
 * An integer has at most 4,300 digits.
 *
 * @breaks text "1".repeat(4301)
 * @keeps text "1".repeat(4300)
 * @see Python Objects/longobject.c PyLong_FromString
 */
export const jsonLongInteger: CodeFacts<{ digits: number; most: number }> = {
  code: "json-long-integer",
  stage: "construction",
  raises: "ValueError",
  by: "load",
  words: [
    "The integer has {digits!} digits, more than the {most!} that Python converts",
    "Write the intended number.",
  ],
};

/** How many findings of one file are listed; the others are counted. A file can have millions. */
export const MAX_FINDINGS = 1000;

/**
 * A file has at most 1,000 findings.
 *
 * @breaks text `[${"NaN, ".repeat(1001)}0]`
 * @keeps text `[${"NaN, ".repeat(1000)}0]`
 * @see src/file/cursor.ts Cursor.report
 */
export const fileMoreFindings: CodeFacts<{ unlisted: number }> = {
  code: "file-more-findings",
  stage: "silent",
  words: [
    "Findings that are not listed: {unlisted!}.",
    "Repair the listed ones, then check again.",
  ],
};
