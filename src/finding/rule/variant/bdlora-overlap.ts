import { shorten } from "../../../config/shape.ts";
import type { Rule } from "../../rule.ts";
import { type NameData, nameSet } from "../names.ts";

/**
 * The two lists of BD-LoRA share no entry.
 *
 * @breaks { useBdlora: { targetModulesBdA: ["up"], targetModulesBdB: ["up"] } }
 * @keeps { useBdlora: { targetModulesBdA: ["down"], targetModulesBdB: ["up"] } }
 * @see peft/tuners/lora/config.py BdLoraConfig.__post_init__
 */
export const bdloraOverlap: Rule<NameData> = {
  code: "bdlora-overlap",
  stage: "construction",
  raises: "ValueError",
  reads: ["useBdlora"],
  find({ useBdlora }, report) {
    const others = nameSet(useBdlora?.targetModulesBdB ?? null);
    for (const name of nameSet(useBdlora?.targetModulesBdA ?? null)) {
      if (!others.has(name)) continue;
      report(["useBdlora", "targetModulesBdB"], { name: shorten(name) });
    }
  },
  words: [
    "{name} is in both `targetModulesBdA` and `targetModulesBdB`",
    "Remove {name} from one of the two lists.",
  ],
};
