import type { LoraConfig } from "../../../config/types.ts";
import type { NoData, Rule } from "../../rule.ts";
import { findIf } from "../form.ts";

/**
 * `arrowConfig` is passed to create_arrow_model, not to get_peft_model.
 *
 * create_arrow_model fills in the names of the adapters to route between. The models that it makes
 * save `arrowConfig` too, and those files are correct: hence a warning.
 *
 * @breaks { arrowConfig: {} }
 * @keeps { arrowConfig: null }
 * @see peft/tuners/lora/arrow.py create_arrow_model
 */
export const arrowByHand: Rule<NoData, LoraConfig> = {
  code: "arrow-by-hand",
  stage: "silent",
  raises: "AttributeError",
  ...findIf("arrowConfig", ({ arrowConfig }) => arrowConfig !== null),
  words: [
    "`arrowConfig` works only in an adapter that create_arrow_model makes",
    "Remove `arrowConfig`, and pass it to create_arrow_model in Python.",
  ],
};
