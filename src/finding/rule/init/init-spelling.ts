import { shorten } from "../../../config/shape.ts";
import type { LoraConfig } from "../../../config/types.ts";
import type { Rule } from "../../rule.ts";
import { spellingOf } from "./spelling.ts";

/**
 * `initLoraWeights` is spelt exactly as PEFT spells it.
 *
 * Some code of PEFT compares less of the name than other code, so that a part of the scheme is lost.
 *
 * @breaks { initLoraWeights: "MiCA" }
 * @keeps { initLoraWeights: "mica" }
 * @see peft/tuners/lora/layer.py LoraLayer.update_layer
 */
export const initSpelling: Rule<{ value: string; meant: string | false }, LoraConfig> = {
  code: "init-spelling",
  stage: "strict",
  reads: ["initLoraWeights"],
  find(config, report) {
    const init = config.initLoraWeights;
    if (typeof init !== "string") return;
    const meant = spellingOf(init, config);
    if (meant === undefined || meant === init) return;
    report(["initLoraWeights"], { value: shorten(init), meant: meant && shorten(meant) });
  },
  words: ({ meant }) => [
    `{value} is not PEFT's spelling: PEFT initialises as with {meant}${meant === "mica" ? ", but trains B, which MiCA freezes" : ""}.`,
    "Write {meant}.",
  ],
};
