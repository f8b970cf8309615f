import type { LoraConfig } from "../../../config/types.ts";
import type { NoData, Rule } from "../../rule.ts";
import { findIf } from "../form.ts";

/**
 * aLoRA has at least one invocation token.
 *
 * @breaks { aloraInvocationTokens: [], taskType: "CAUSAL_LM" }
 * @keeps { aloraInvocationTokens: null }
 * @see peft/tuners/lora/layer.py LoraLayer.resolve_lora_variant
 */
export const aloraTokensEmpty: Rule<NoData, LoraConfig> = {
  code: "alora-tokens-empty",
  stage: "silent",
  ...findIf(
    "aloraInvocationTokens",
    ({ aloraInvocationTokens }) => aloraInvocationTokens?.length === 0,
  ),
  words: [
    "`aloraInvocationTokens` is empty, so PEFT silently trains plain LoRA.",
    "Write the token ids of the invocation sequence, or remove `aloraInvocationTokens`.",
  ],
};
