import type { LoraConfig } from "../../../config/types.ts";
import type { Rule } from "../../rule.ts";
import { findAt } from "../form.ts";

/**
 * An initialisation that changes the base weights is combined with plain layers only.
 *
 * PiSSA and OLoRA move part of the base weights into the adapter. BD-LoRA then replaces the adapter's
 * matrices by blocks, and aLoRA switches the adapter off before its tokens: that part is lost.
 *
 * @breaks { initLoraWeights: "pissa", aloraInvocationTokens: [1], taskType: "CAUSAL_LM" }
 * @keeps { initLoraWeights: "pissa", aloraInvocationTokens: null, taskType: "CAUSAL_LM" }
 * @see peft/tuners/lora/layer.py LoraLayer.pissa_init, peft/tuners/lora/variants.py
 */
export const initWithVariant: Rule<{ init: string; variant: string }, LoraConfig> = {
  code: "init-with-variant",
  stage: "silent",
  ...findAt("initLoraWeights", ({ initLoraWeights: init, useBdlora, aloraInvocationTokens }) => {
    if (typeof init !== "string" || !(init.startsWith("pissa") || init === "olora"))
      return undefined;
    if (useBdlora !== null) return { init, variant: "useBdlora" };
    return Boolean(aloraInvocationTokens?.length) && { init, variant: "aloraInvocationTokens" };
  }),
  reads: ["useBdlora", "aloraInvocationTokens"],
  words: [
    "{init} moves part of the base weights into the adapter, and {.variant} silently discards it.",
    "Write `initLoraWeights: true`.",
  ],
};
