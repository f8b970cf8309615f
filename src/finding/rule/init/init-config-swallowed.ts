import type { Rule } from "../../rule.ts";
import { type MissingConfig, missingConfig } from "./missing-config.ts";

/**
 * No unused sub-config keeps PEFT from creating the one that `initLoraWeights` needs.
 *
 * @breaks { initLoraWeights: "corda", evaConfig: {} }
 * @keeps { initLoraWeights: "corda", cordaConfig: {} }
 * @see peft/tuners/lora/config.py LoraConfig.__post_init__
 */
export const initConfigSwallowed: Rule<MissingConfig> = {
  code: "init-config-swallowed",
  stage: "silent",
  reads: ["initLoraWeights"],
  find(config, report) {
    const found = missingConfig(config);
    if (found?.other) report([found.missing], found);
  },
  words: [
    "Because {.other} is set, PEFT does not create {.missing}, and the initialisation fails without it.",
    "Remove {.other} and write `{missing}: {}`.",
  ],
};
