import { byCodePoint } from "../../../config/order.ts";
import { shorten } from "../../../config/shape.ts";
import type { LoraConfig } from "../../../config/types.ts";
import { MOST_KEYS, overlapTest } from "../../../pattern/key.ts";
import type { Rule } from "../../rule.ts";
import { patternFields } from "../names.ts";

/** Two keys, and the first in a spelling that sorts before the second, if there is one. */
type OverlapData = Readonly<Record<"first" | "second", string>> & { readonly wins: string | null };

/**
 * No two keys of a pattern dict match the same module in an order that saving changes.
 *
 * @breaks { rankPattern: { "h.1.attn.c_attn": 4, c_attn: 2 } }
 * @keeps { rankPattern: { "a.1.attn.c_attn": 4, c_attn: 2 } }
 * @see peft/utils/other.py get_pattern_key, peft/config.py save_pretrained (sort_keys=True)
 */
export const patternOrderLost: Rule<OverlapData, LoraConfig> = {
  code: "pattern-order-lost",
  stage: "silent",
  reads: ["rankPattern", "alphaPattern"],
  find(config, report) {
    for (const field of patternFields) {
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
        const grouped = `(?:${first})`;
        const wins = byCodePoint(grouped, second) < 0 ? shorten(grouped) : null;
        report([field, second], { first: shorten(first), second: shorten(second), wins });
      }
    }
  },
  words: ({ wins }) => [
    "{first} and {second} match the same modules. PEFT trains with {first}, but saves the keys sorted, so {second} wins after loading.",
    `${wins === null ? "Change" : "Write {wins} instead of {first}, or change"} the keys so that no module matches both.`,
  ],
};
