import type { Rule } from "../../rule.ts";
import { type MissingConfig, missingConfig } from "./missing-config.ts";

/**
 * `initLoraWeights` "eva" and "corda" come with their sub-config.
 *
 * @breaks { initLoraWeights: "corda" }
 * @keeps { initLoraWeights: "corda", cordaConfig: {} }
 * @see peft/tuners/lora/config.py LoraConfig.__post_init__
 */
export const initConfigDefaulted: Rule<MissingConfig> = {
  code: "init-config-defaulted",
  stage: "warned",
  reads: ["initLoraWeights"],
  find(config, report) {
    const found = missingConfig(config);
    if (found?.other === null) report([found.missing], found);
  },
  words: [
    "`initLoraWeights` is {init} without {.missing}, so PEFT warns and uses the defaults.",
    "Write `{missing}: {}` to accept the defaults.",
  ],
};
