import { shorten } from "../../../config/shape.ts";
import { isName } from "../../../pattern/key.ts";
import { isLinear } from "../../../pattern/linear.ts";
import type { Rule } from "../../rule.ts";
import { patternsOf } from "../pattern/patterns.ts";
import { refused } from "./trust.ts";

/** Reading so many characters takes no longer than a blink. Python compiles each key for each module. */
const MOST_CHARACTERS = 100_000;
const MOST_KEYS = 2000;

/**
 * Every regular expression is matched in linear time.
 *
 * Python's re backtracks without a limit: `(.*)*x!` does not end on a name of thirty characters.
 *
 * @breaks { targetModules: "(.*)*x!" } with { trust: "untrusted" }
 * @keeps { targetModules: ".*\\.layers\\.\\d+\\.(q|v)_proj" } with { trust: "untrusted" }
 * @see Python re, from peft/tuners/tuners_utils.py and peft/utils/other.py
 */
export const untrustedPattern: Rule<{ pattern: string }> = {
  code: "untrusted-pattern",
  ...refused,
  reads: [
    "targetModules",
    "excludeModules",
    "modulesToSave",
    "layersPattern",
    "rankPattern",
    "alphaPattern",
  ],
  find(config, report, { allow }) {
    let characters = 0;
    for (const [index, { role, path, text }] of patternsOf(config).entries()) {
      if (allow?.patterns?.includes(text)) continue;
      characters += text.length;
      const isTooMuch = characters > MOST_CHARACTERS || index >= MOST_KEYS;
      if (!isTooMuch && (isName(text) || isLinear(role, text))) continue;
      report(path, { pattern: shorten(text) });
      if (isTooMuch) return;
    }
  },
  words: [
    "Python may match {pattern} without an end: its re backtracks, and PEFT sets no limit.",
    "Write names, or put a fixed character between two repetitions and no repetition inside another.",
  ],
};
