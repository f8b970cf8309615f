import { shorten } from "../../../config/shape.ts";
import type { LoraConfig } from "../../../config/types.ts";
import { initNames } from "../../../field/lora.ts";
import type { Rule } from "../../rule.ts";
import { suggestion } from "../../suggestion.ts";
import { spellingOf } from "./spelling.ts";

const UNKNOWN_HINT = `Write {=true} or one of ${initNames.map((name) => `"${name}"`).join(", ")}.`;

/**
 * `initLoraWeights` is a boolean or a scheme that PEFT implements.
 *
 * @breaks { initLoraWeights: "kaiming" }
 * @keeps { initLoraWeights: "gaussian" }
 * @see peft/tuners/lora/layer.py LoraLayer.reset_lora_parameters
 * @remarks Embedding layers accept any string and start as with true.
 */
export const initUnknown: Rule<{ value: string | 1; meant: string | true | null }, LoraConfig> = {
  code: "init-unknown",
  stage: "injection",
  raises: "ValueError",
  reads: ["initLoraWeights"],
  find(config, report) {
    const init: unknown = config.initLoraWeights;
    if (init === 1) {
      report(["initLoraWeights"], { value: init, meant: true }, { raises: "AttributeError" });
    }
    if (typeof init !== "string" || spellingOf(init, config) !== undefined) return;
    const meant = suggestion(init, initNames) ?? null;
    report(["initLoraWeights"], { value: shorten(init), meant });
  },
  words: ({ meant }) => [
    "{value} is not an initialisation",
    meant === null ? UNKNOWN_HINT : "Did you mean {meant}?",
  ],
};
