import { isFilled } from "../config/shape.ts";
import type { LoraConfig } from "../config/types.ts";
import type { ModuleKind } from "../model/tree.ts";

/** A variant of LoRA, by the field that asks for it. */
export type Variant =
  | "useDora"
  | "veloraConfig"
  | "aloraInvocationTokens"
  | "montecloraConfig"
  | "useBdlora"
  | "arrowConfig"
  | "kasaConfig"
  | "initLoraWeights";

/** The fields that ask for a variant by being filled. */
const byField = [
  "useDora",
  "veloraConfig",
  "aloraInvocationTokens",
  "montecloraConfig",
  "useBdlora",
  "arrowConfig",
  "kasaConfig",
] as const;

/**
 * The variants that a config asks for. `initLoraWeights` stands for MiCA.
 *
 * @see peft/tuners/lora/layer.py LoraLayer.resolve_lora_variant
 */
export function variantsOf(config: LoraConfig): readonly Variant[] {
  const found: Variant[] = byField.filter((name) => isFilled(config[name]));
  return config.initLoraWeights === "mica" ? [...found, "initLoraWeights"] : found;
}

/** What each kind of layer accepts; a Linear accepts every variant. */
const accepted: Readonly<Record<ModuleKind, readonly Variant[] | "all">> = {
  Linear: "all",
  Conv1D: "all",
  Embedding: ["useDora", "initLoraWeights"],
  Conv1d: ["useDora"],
  Conv2d: ["useDora"],
  Conv3d: ["useDora"],
  MultiheadAttention: [],
};

/** The first variant that a kind of layer does not accept; undefined if it accepts all of them. */
export function refusedVariant(
  kind: ModuleKind,
  variants: readonly Variant[],
): Variant | undefined {
  const known = accepted[kind];
  // KaSA cuts a weight that is stored as nn.Linear stores it.
  if (known === "all") {
    return kind === "Conv1D" ? variants.find((variant) => variant === "kasaConfig") : undefined;
  }
  return variants.find((variant) => !known.includes(variant));
}
