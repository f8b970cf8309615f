import { byCodePoint } from "../../config/order.ts";
import { quoted } from "../../config/shape.ts";
import type { AdaLoraConfig, LoraConfig } from "../../config/types.ts";
import { isName, MOST_KEYS, overlapTest } from "../../pattern/key.ts";
import { type PatternRole, patternError } from "../../pattern/role.ts";
import { listedNames } from "./names.ts";
import type { Rule } from "./rule.ts";

/** Every string of the config that PEFT hands to Python's re. */
function patternsOf(config: LoraConfig | AdaLoraConfig): readonly Pattern[] {
  const { modulesToSave, layersPattern, layersToTransform } = config;
  const patterns: Pattern[] = [];
  for (const field of ["targetModules", "excludeModules"] as const) {
    const text = config[field];
    if (typeof text === "string") patterns.push({ role: "target", text, path: [field] });
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

/** Reading patterns takes time, so of more than anyone writes the rest is left to PEFT. */
const MOST_CHARACTERS = 100_000;

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
      let left = MOST_CHARACTERS;
      for (const { role, path, text } of patternsOf(config)) {
        if (isName(text)) continue;
        left -= text.length;
        if (left < 0) return;
        const problem = patternError(role, text);
        if (problem === undefined) continue;
        report(
          path,
          `${quoted(text)} is no regular expression of Python: ${problem}. get_peft_model raises re.error.`,
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
        const overlaps = overlapTest();
        for (const [later, [second, value]] of entries.entries()) {
          const first = entries
            .slice(0, later)
            .find(
              ([key, other]) =>
                other !== value && byCodePoint(second, key) < 0 && overlaps(key, second),
            )?.[0];
          if (first === undefined) continue;
          // A key means the same in a group, and "(" sorts before letters.
          report(
            [field, second],
            `${quoted(first)} and ${quoted(second)} match the same modules. PEFT trains by the first, but saves them sorted: after loading ${quoted(second)} wins, and the weights may not fit.`,
            `Make them exclude each other, or let the first sort first: ${quoted(`(?:${first})`)}.`,
          );
        }
      }
    },
  },
];
