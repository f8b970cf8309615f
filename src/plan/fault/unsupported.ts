import type { CodeFacts, Words } from "../../finding/rule.ts";

/** A module that is targeted, what it is, and how many others share its fate. */
export type ModuleData = {
  readonly name: string;
  /** Its kind; null for a container, a norm, an activation. */
  readonly kind: string | null;
  /** How many such modules are targeted. */
  readonly count: number;
};

const LEAVE_OUT = "Leave this module out of `targetModules`, or list it in `excludeModules`.";

/**
 * Every targeted module is one that PEFT can adapt.
 *
 * @breaks plan { targetModules: ["self_attn"] } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2 }
 * @keeps plan { targetModules: ["q_proj"] } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2 }
 * @see peft/tuners/lora/model.py _create_new_module
 */
export const planModuleUnsupported: CodeFacts<ModuleData & { readonly isPattern: boolean }> = {
  code: "plan-module-unsupported",
  stage: "injection",
  raises: "ValueError",
  words: ({ kind, isPattern }): Words => [
    kind === null
      ? "The targets reach {name}, which is not a layer that PEFT can adapt"
      : "The targets reach {name}, but this method cannot adapt a layer of the kind {kind}",
    isPattern && kind === null
      ? "Let the pattern end with the names of layers: it must match whole names, so `.*` also reaches containers."
      : LEAVE_OUT,
  ],
};

/**
 * A variant of LoRA is asked for only where the targeted layers support it.
 *
 * @breaks plan { targetModules: ["embed_tokens"], kasaConfig: { beta: 0.1, gamma: 0.1 } } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2 }
 * @keeps plan { targetModules: ["q_proj"], kasaConfig: { beta: 0.1, gamma: 0.1 } } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2 }
 * @see peft/tuners/lora/layer.py LoraLayer.resolve_lora_variant
 */
export const planVariantUnsupported: CodeFacts<ModuleData & { readonly field: string }> = {
  code: "plan-variant-unsupported",
  stage: "injection",
  raises: "ValueError",
  words: [
    "{.field} cannot be used at {name}, a layer of the kind {kind}",
    `${LEAVE_OUT} Or leave out {.field}.`,
  ],
};

/**
 * Mamba's `out_proj` and `conv1d` are not adapted: their kernels read the weights directly.
 *
 * @breaks plan { targetModules: "all-linear" } with { model_type: "mamba", architectures: ["MambaForCausalLM"], num_hidden_layers: 2 }
 * @keeps plan { targetModules: ["in_proj", "x_proj"] } with { model_type: "mamba", architectures: ["MambaForCausalLM"], num_hidden_layers: 2 }
 * @see peft/tuners/tuners_utils.py _check_lora_target_modules_mamba
 */
export const planMambaTarget: CodeFacts<ModuleData & { readonly modelType: string }> = {
  code: "plan-mamba-target",
  stage: "injection",
  raises: "ValueError",
  words: [
    "PEFT does not adapt {name} in a model of the type {modelType}",
    "List the other projections in `targetModules`, or write `excludeModules: {names}`.",
  ],
};

/** A rank and the bound that a module's sides put to it. */
type RankData = ModuleData & {
  readonly rank: number;
  /** The highest rank that PEFT accepts there. */
  readonly most: number;
  readonly field: string;
};

/**
 * The rank is not higher than the weight allows: MiCA takes at most its smaller side, KaSA one less.
 *
 * @breaks plan { r: 2048, initLoraWeights: "mica", targetModules: ["k_proj"] } with { model_type: "llama", architectures: ["LlamaForCausalLM"], hidden_size: 64, num_attention_heads: 4, num_hidden_layers: 2 }
 * @keeps plan { r: 8, initLoraWeights: "mica", targetModules: ["k_proj"] } with { model_type: "llama", architectures: ["LlamaForCausalLM"], hidden_size: 64, num_attention_heads: 4, num_hidden_layers: 2 }
 * @see peft/tuners/lora/layer.py LoraLayer.mica_init, peft/tuners/lora/variants.py KasaLinearVariant
 */
export const planRankTooHigh: CodeFacts<RankData> = {
  code: "plan-rank-too-high",
  stage: "injection",
  raises: "ValueError",
  words: [
    "The rank at {name} is {rank!}, but {.field} allows at most {most!} there",
    "Write a rank of at most {most!}, or leave out {.field}.",
  ],
};

/**
 * The groups of a convolution divide the rank.
 *
 * @breaks plan { r: 6, targetModules: ["conv1d"] } with { model_type: "qwen3_next", architectures: ["Qwen3NextForCausalLM"], num_hidden_layers: 4, vocab_size: 100, hidden_size: 64, num_experts: 2 }
 * @keeps plan { r: 6, targetModules: ["q_proj"] } with { model_type: "qwen3_next", architectures: ["Qwen3NextForCausalLM"], num_hidden_layers: 4, vocab_size: 100, hidden_size: 64, num_experts: 2 }
 * @see peft/tuners/lora/layer.py _ConvNd
 */
export const planRankIndivisible: CodeFacts<
  ModuleData & { readonly rank: number; readonly groups: number }
> = {
  code: "plan-rank-indivisible",
  stage: "injection",
  raises: "ValueError",
  words: [
    "{name} has {groups!} groups, and the rank there, {rank!}, is not divisible by them",
    `Write a rank that {groups!} divides. Or: ${LEAVE_OUT}`,
  ],
};

/**
 * The initialisation is one that the targeted layers know.
 *
 * @breaks plan { initLoraWeights: "orthogonal", targetModules: ["patch_embedding"] } with { model_type: "clip_vision_model", architectures: ["CLIPVisionModel"], num_hidden_layers: 1 }
 * @keeps plan { initLoraWeights: "orthogonal", targetModules: ["q_proj"] } with { model_type: "clip_vision_model", architectures: ["CLIPVisionModel"], num_hidden_layers: 1 }
 * @see peft/tuners/lora/layer.py _ConvNd.update_layer
 */
export const planInitUnsupported: CodeFacts<ModuleData & { readonly init: string }> = {
  code: "plan-init-unsupported",
  stage: "injection",
  raises: "ValueError",
  words: [
    "`initLoraWeights: {init}` cannot be used at {name}, a layer of the kind {kind}",
    `Write \`initLoraWeights: true\`. Or: ${LEAVE_OUT}`,
  ],
};

/**
 * A layer of BD-LoRA is in one of the two lists, and its sides and the rank are divisible by the blocks.
 *
 * @breaks plan { r: 8, targetModules: ["q_proj"], useBdlora: { targetModulesBdA: ["q_proj"], targetModulesBdB: [], nblocks: 8, matchStrict: true } } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2, hidden_size: 36, num_attention_heads: 2 }
 * @keeps plan { r: 8, targetModules: ["q_proj"], useBdlora: { targetModulesBdA: ["q_proj"], targetModulesBdB: [], nblocks: 4, matchStrict: true } } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2, hidden_size: 36, num_attention_heads: 2 }
 * @see peft/tuners/lora/variants.py BdLoraLinearVariant
 */
export const planBlocksUnsupported: CodeFacts<
  ModuleData & { readonly fault: "both" | "neither" | "sides" | "kind"; readonly blocks: number }
> = {
  code: "plan-blocks-unsupported",
  stage: "injection",
  raises: "ValueError",
  words: ({ fault }): Words => {
    switch (fault) {
      case "both":
        return [
          "{name} matches an entry in both lists of `useBdlora`",
          "Leave one of the two entries out.",
        ];
      case "neither":
        return [
          "{name} matches no entry in the lists of `useBdlora`",
          "Add it to one of the lists, or write `matchStrict: false` in `useBdlora`.",
        ];
      case "kind":
        return ["`useBdlora` needs nn.Linear, and {name} is a layer of the kind {kind}", LEAVE_OUT];
      default:
        return [
          "The rank or a side of {name} is not divisible by the {blocks!} blocks of `useBdlora`",
          "Write a number of blocks that divides both.",
        ];
    }
  },
};
