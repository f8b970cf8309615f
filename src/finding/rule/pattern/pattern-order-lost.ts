import { byCodePoint } from "../../../config/order.ts";
import { shorten } from "../../../config/shape.ts";
import type { LoraConfig } from "../../../config/types.ts";
import { MOST_KEYS, overlapTest } from "../../../pattern/key.ts";
import type { Rule } from "../../rule.ts";

/**
 * No two keys of a pattern dict match the same module in an order that saving changes.
 *
 * @breaks { rankPattern: { "h.1.attn.c_attn": 4, c_attn: 2 } }
 * @keeps { rankPattern: { "a.1.attn.c_attn": 4, c_attn: 2 } }
 * @see peft/utils/other.py get_pattern_key, peft/config.py save_pretrained (sort_keys=True)
 */
export const patternOrderLost: Rule<{ first: string; second: string }, LoraConfig> = {
  code: "pattern-order-lost",
  stage: "silent",
  reads: ["rankPattern", "alphaPattern"],
  find(config, report) {
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
        report([field, second], { first: shorten(first), second: shorten(second) });
      }
    }
  },
  words({ first, second }, say) {
    // A key means the same in a group, and "(" sorts before letters.
    const grouped = `(?:${first})`;
    const renaming = `Write ${say.value(grouped)} instead of ${say.value(first)}, or change`;
    return [
      `${say.value(first)} and ${say.value(second)} match the same modules. PEFT trains with the first, but saves the keys sorted. After loading, ${say.value(second)} wins, and the weights may not fit.`,
      `${byCodePoint(grouped, second) < 0 ? renaming : "Change"} the keys so that no module matches both.`,
    ];
  },
};
