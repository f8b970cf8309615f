import type { AdaLoraConfig } from "../../../config/types.ts";
import type { Rule } from "../../rule.ts";

/**
 * AdaLoRA's `rankPattern` is what pruning wrote.
 *
 * @breaks adalora { rankPattern: { q_proj: 4 } }
 * @keeps adalora { rankPattern: { "q_proj.lora_E": [true, false, true] }, initR: 3, targetR: 2 }
 * @see peft/tuners/adalora/model.py AdaLoraModel.resize_state_dict_by_rank_pattern
 * @remarks PEFT notices if it saves before it prunes. It saves an empty list, and `initR` times true among any other false.
 */
export const adaloraRankPatternByHand: Rule<{ initR: number }, AdaLoraConfig> = {
  code: "adalora-rank-pattern-by-hand",
  stage: "training",
  raises: "TypeError",
  by: "save",
  reads: ["rankPattern"],
  find({ rankPattern, initR }, report) {
    for (const [key, value] of Object.entries(rankPattern ?? {})) {
      const isNumber = typeof value === "number";
      if (!isNumber && value.length === initR) continue;
      // A list of another length is an IndexError if a parameter has this name, else a KeyError.
      const raises = isNumber ? "TypeError" : "Exception";
      report(["rankPattern", key], { initR }, { raises });
    }
  },
  words: [
    "AdaLoRA fills `rankPattern` during pruning, with {initR!} booleans for each parameter, and cannot save anything else",
    "Remove `rankPattern`.",
  ],
};
