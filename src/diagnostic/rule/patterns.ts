import { byCodePoint } from "../../config/order.ts";
import type { AdaLoraConfig, LoraConfig } from "../../config/types.ts";
import { matchesPatternKey } from "../../pattern/key.ts";
import { parsePattern } from "../../pattern/parse.ts";
import { isPlainName } from "../../pattern/plain.ts";
import type { Rule } from "./rule.ts";
import { isAllLinear } from "./targets.ts";

/** Every string of the config that PEFT hands to Python's re. */
function patternsOf(config: LoraConfig | AdaLoraConfig): readonly Pattern[] {
  const { targetModules, excludeModules, modulesToSave, layersPattern, layersToTransform } = config;
  const patterns: Pattern[] = [];
  const add = (text: string, ...path: readonly (string | number)[]) => {
    patterns.push({ text, path });
  };
  if (typeof targetModules === "string" && !isAllLinear(targetModules)) {
    add(targetModules, "targetModules");
  }
  if (typeof excludeModules === "string") add(excludeModules, "excludeModules");
  if (Array.isArray(modulesToSave)) {
    for (const [index, text] of modulesToSave.entries()) add(text, "modulesToSave", index);
  }
  if (layersToTransform !== null && layersPattern !== null) {
    for (const text of [layersPattern].flat()) add(text, "layersPattern");
  }
  for (const text in config.rankPattern) add(text, "rankPattern", text);
  for (const text in config.alphaPattern) add(text, "alphaPattern", text);
  return patterns;
}

interface Pattern {
  readonly path: readonly (string | number)[];
  readonly text: string;
}

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
    about: [
      "targetModules",
      "excludeModules",
      "modulesToSave",
      "layersPattern",
      "rankPattern",
      "alphaPattern",
    ],
    find: (config, report) => {
      for (const { path, text } of patternsOf(config)) {
        const parsed = parsePattern(text);
        if (parsed.ok || parsed.kind !== "invalid") continue;
        report(
          path,
          `${JSON.stringify(text)} is no regular expression of Python: ${parsed.message}. get_peft_model raises re.error.`,
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
    about: ["rankPattern", "alphaPattern"],
    find: (config, report) => {
      for (const field of ["rankPattern", "alphaPattern"] as const) {
        const entries = Object.entries(config[field]);
        for (const [later, [second, value]] of entries.entries()) {
          const first = entries
            .slice(0, later)
            .find(
              ([key, other]) =>
                other !== value && byCodePoint(second, key) < 0 && overlap(key, second),
            )?.[0];
          if (first === undefined) continue;
          report(
            [field, second],
            `${JSON.stringify(first)} and ${JSON.stringify(second)} match the same modules. PEFT takes the first while training, but saves the keys sorted, so that after loading ${JSON.stringify(second)} wins and the saved weights may not fit.`,
            `Make them exclude each other, or write the first so that it sorts first: ${JSON.stringify(sortsFirst(first))}.`,
          );
        }
      }
    },
  },
];

/**
 * True if the keys match a common name for certain: one of them spells a name the other matches.
 */
function overlap(a: string, b: string): boolean {
  return nameMatches(a, b) || nameMatches(b, a);
}

function nameMatches(key: string, name: string): boolean {
  const bare = name.replace(/^\^/, "");
  return isPlainName(bare.replaceAll(".", "")) && matchesPatternKey(key, bare) === "match";
}

/** An equivalent spelling of a key that sorts before letters: `(?:…)` begins with "(". */
const sortsFirst = (key: string): string => `(?:${key})`;
