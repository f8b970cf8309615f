import { lookUp, shorten } from "../../../config/shape.ts";
import type { PythonException } from "../../../field/stage.ts";
import { isName } from "../../../pattern/key.ts";
import { patternError } from "../../../pattern/role.ts";
import type { Rule } from "../../rule.ts";
import { patternFields } from "../names.ts";
import { moduleLists } from "../target/lists.ts";
import { patternsOf } from "./patterns.ts";

/** Reading patterns takes time, so of more than anyone writes the rest is left to PEFT. */
const MOST_CHARACTERS = 100_000;

/** What Python raises for a problem, if it is not its error for patterns. */
const otherExceptions: Readonly<Record<string, PythonException>> = {
  "the repetition number is too large": "OverflowError",
  "ASCII and UNICODE flags are incompatible": "ValueError",
};

/**
 * Regular expressions are valid for Python's re.
 *
 * @breaks { rankPattern: { "layers.(0|1": 4 } }
 * @keeps { rankPattern: { "layers.(0|1)": 4 } }
 * @see Python re, from peft/tuners/tuners_utils.py and peft/utils/other.py
 * @remarks PEFT compiles a pattern only when it comes to use it.
 */
export const patternInvalid: Rule<{ pattern: string; problem: string }> = {
  code: "pattern-invalid",
  stage: "injection",
  raises: "re.error",
  reads: [...moduleLists, "modulesToSave", "layersPattern", ...patternFields],
  find(config, report) {
    let left = MOST_CHARACTERS;
    for (const { role, path, text } of patternsOf(config)) {
      if (isName(text)) continue;
      left -= text.length;
      if (left < 0) return;
      const problem = patternError(role, text);
      if (problem === undefined) continue;
      const raises = lookUp(otherExceptions, problem) ?? "re.error";
      report(path, { pattern: shorten(text), problem: shorten(problem) }, { raises });
    }
  },
  words: [
    "{pattern} is not a valid Python regular expression ({problem!})",
    "Correct the pattern. Write a backslash before a special character that stands for itself.",
  ],
};
