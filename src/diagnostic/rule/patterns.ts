import { byCodePoint } from "../../config/order.ts";
import type { AdaLoraConfig, LoraConfig } from "../../config/types.ts";
import { overlapsPatternKey } from "../../pattern/key.ts";
import { type PatternRole, patternError } from "../../pattern/role.ts";
import { listedNames } from "./names.ts";
import type { Rule } from "./rule.ts";
import { isAllLinear } from "./targets.ts";

/** Every string of the config that PEFT hands to Python's re. */
function patternsOf(config: LoraConfig | AdaLoraConfig): readonly Pattern[] {
  const { targetModules, excludeModules, modulesToSave, layersPattern, layersToTransform } = config;
  const patterns: Pattern[] = [];
  if (typeof targetModules === "string" && !isAllLinear(targetModules)) {
    patterns.push({ role: "target", text: targetModules, path: ["targetModules"] });
  }
  if (typeof excludeModules === "string") {
    patterns.push({ role: "target", text: excludeModules, path: ["excludeModules"] });
  }
  listedNames(modulesToSave).forEach((text, index) => {
    patterns.push({ role: "saved", text, path: ["modulesToSave", index] });
  });
  if (layersToTransform !== null && layersPattern !== null) {
    for (const text of [layersPattern].flat()) {
      patterns.push({ role: "layers", text, path: ["layersPattern"] });
    }
  }
  for (const field of ["rankPattern", "alphaPattern"] as const) {
    for (const text in config[field]) patterns.push({ role: "key", text, path: [field, text] });
  }
  return patterns;
}

interface Pattern {
  readonly role: PatternRole;
  readonly path: readonly (string | number)[];
  readonly text: string;
}

/** Every pair of keys is compared, so a dict of more is looked at only so far. */
const MOST_KEYS = 256;

/** Regular expressions, and the two dicts that are looked up by them. */
export const patternRules: readonly Rule[] = [
  /**
   * Regular expressions are valid for Python's re.
   * @see Python re, from peft/tuners/tuners_utils.py and peft/utils/other.py
   * @remarks PEFT compiles a pattern only when it comes to use it.
   */
  {
    code: "pattern-invalid",
    when: "injection",
    find: (config, report) => {
      for (const { role, path, text } of patternsOf(config)) {
        const problem = patternError(role, text);
        if (problem === undefined) continue;
        report(
          path,
          `${JSON.stringify(text)} is no regular expression of Python: ${problem}. get_peft_model raises re.error.`,
          "Correct the pattern; a backslash before a character takes it literally.",
        );
      }
    },
  },
  /**
   * No two keys of a pattern dict match the same module in an order that saving changes.
   * @see peft/utils/other.py get_pattern_key, peft/config.py save_pretrained (sort_keys=True)
   */
  {
    code: "pattern-order-lost",
    when: "silent",
    of: "LORA",
    find: (config, report) => {
      for (const field of ["rankPattern", "alphaPattern"] as const) {
        const entries = Object.entries(config[field]).slice(0, MOST_KEYS);
        for (const [later, [second, value]] of entries.entries()) {
          const first = entries
            .slice(0, later)
            .find(
              ([key, other]) =>
                other !== value && byCodePoint(second, key) < 0 && overlapsPatternKey(key, second),
            )?.[0];
          if (first === undefined) continue;
          report(
            [field, second],
            `${JSON.stringify(first)} and ${JSON.stringify(second)} match the same modules. PEFT trains by the first, but saves the keys sorted: after loading ${JSON.stringify(second)} wins and the saved weights may not fit.`,
            `Make them exclude each other, or let the first sort first: ${JSON.stringify(sortsFirst(first))}.`,
          );
        }
      }
    },
  },
];

/** An equivalent spelling of a key that sorts before letters: `(?:…)` begins with "(". */
const sortsFirst = (key: string): string => `(?:${key})`;
