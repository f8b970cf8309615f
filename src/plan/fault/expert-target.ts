import type { CodeFacts, Words } from "../../finding/rule.ts";

/**
 * Of the two projections that transformers 5 fused into `gate_up_proj`, both are targeted or neither.
 *
 * @breaks plan { targetModules: ["gate_proj", "down_proj"] } with { model_type: "qwen3_moe", architectures: ["Qwen3MoeForCausalLM"], num_hidden_layers: 2, num_experts: 4 }
 * @keeps plan { targetModules: ["gate_proj", "up_proj", "down_proj"] } with { model_type: "qwen3_moe", architectures: ["Qwen3MoeForCausalLM"], num_hidden_layers: 2, num_experts: 4 }
 * @see peft/utils/transformers_weight_conversion.py _convert_peft_config_moe
 */
export const planExpertsHalf: CodeFacts<{ readonly missing: readonly string[] }> = {
  code: "plan-experts-half",
  stage: "injection",
  raises: "ValueError",
  words: [
    "This model's experts have gate and up projections fused into one parameter, and {missing&} is missing beside the other",
    "Add {missing&} to `targetModules`, or leave out both.",
  ],
};

/** What moved, and what it makes. */
type RewrittenData = {
  readonly moved: readonly string[];
  readonly parameters: readonly string[];
  readonly isDoubled: boolean;
  /** The adapter's parameters at experts and routers, and all of them. */
  readonly atExperts: number;
  readonly trainable: number;
};

/**
 * Targets are modules of the model. In a model with fused experts they are parameters, and PEFT
 * rewrites the config: it adapts every expert, at twice the rank where two projections are fused.
 *
 * @breaks plan { targetModules: "all-linear" } with { model_type: "qwen3_moe", architectures: ["Qwen3MoeForCausalLM"], num_hidden_layers: 2, num_experts: 4 }
 * @keeps plan { targetModules: ["q_proj", "v_proj"] } with { model_type: "qwen3_moe", architectures: ["Qwen3MoeForCausalLM"], num_hidden_layers: 2, num_experts: 4 }
 * @see peft/utils/transformers_weight_conversion.py _convert_peft_config_moe
 */
export const planExpertsRewritten: CodeFacts<RewrittenData> = {
  code: "plan-experts-rewritten",
  stage: "silent",
  words: ({ isDoubled }): Words => [
    `PEFT moves {moved&} from \`targetModules\` to \`targetParameters\` as {parameters&}${isDoubled ? ", at twice the rank and alpha where gate and up are fused" : ""}: {atExperts!} of {trainable!} trainable parameters are in experts and routers.`,
    "To adapt attention alone, list only its projections in `targetModules`.",
  ],
};

/**
 * Linear layers with the names of experts' projections are adapted like these. Where PEFT moves the
 * names to `targetParameters`, it skips them.
 *
 * @breaks plan { targetModules: ["gate_proj", "up_proj", "down_proj"] } with { model_type: "deepseek_v3", architectures: ["DeepseekV3ForCausalLM"], num_hidden_layers: 4, first_k_dense_replace: 1, n_routed_experts: 8 }
 * @keeps plan { targetModules: ["o_proj"] } with { model_type: "deepseek_v3", architectures: ["DeepseekV3ForCausalLM"], num_hidden_layers: 4, first_k_dense_replace: 1, n_routed_experts: 8 }
 * @see peft/utils/transformers_weight_conversion.py _convert_peft_config_moe
 */
export const planLinearsSkipped: CodeFacts<{
  readonly rows: readonly string[];
  readonly count: number;
  readonly pattern: string;
}> = {
  code: "plan-linears-skipped",
  stage: "silent",
  words: [
    "{count!} Linear layers that these targets name stay frozen, because PEFT moves the names to `targetParameters`: {rows&}.",
    "To reach them, name them apart from the experts: their names must not end with a name that PEFT moves, so a list cannot. Adapt them in a second adapter, or accept that they stay frozen.",
  ],
};

/**
 * The projections that are targeted include those of the experts, where the model has any.
 *
 * @breaks plan { targetModules: ["q_proj", "gate_proj", "up_proj", "down_proj"] } with { model_type: "gpt_oss", architectures: ["GptOssForCausalLM"], num_hidden_layers: 2, num_local_experts: 8, vocab_size: 1000 }
 * @keeps plan { targetModules: ["q_proj"], targetParameters: ["experts.gate_up_proj", "experts.down_proj"] } with { model_type: "gpt_oss", architectures: ["GptOssForCausalLM"], num_hidden_layers: 2, num_local_experts: 8, vocab_size: 1000 }
 * @see peft/tuners/lora/model.py LoraModel
 */
export const planExpertsFrozen: CodeFacts<{
  readonly parameters: readonly string[];
  readonly share: number;
}> = {
  code: "plan-experts-frozen",
  stage: "silent",
  words: [
    "The experts stay frozen: in this model they are parameters, not Linear layers, and they hold {share!} % of its weights.",
    "To adapt them, write `targetParameters: {parameters}` (the rank counts for every expert), or adapt attention alone on purpose.",
  ],
};

/** A parameter that is targeted, and what is wrong with it. */
type ParameterData = {
  readonly name: string;
  readonly fault: "root" | "shape" | "adapted" | "setting" | "weight";
  /** The field that does not work with parameters; null where none is at fault. */
  readonly field: string | null;
};

const parameterWords: Readonly<Record<ParameterData["fault"], Words>> = {
  root: [
    "{name} belongs to the model itself, not to a module in it",
    "Leave it out of `targetParameters`.",
  ],
  shape: ["{name} has neither two nor three dimensions", "Leave it out of `targetParameters`."],
  adapted: [
    "{name} belongs to a layer that `targetModules` adapt as well",
    "List the layer in only one of `targetModules` and `targetParameters`. To keep PEFT from adding default targets, write `targetModules: []`.",
  ],
  setting: [
    "{.field} cannot be used at {name}, which PEFT adapts as a parameter",
    "Leave out {.field}, or leave the experts out of the targets.",
  ],
  weight: [
    "`initLoraWeights` needs the weight of a layer, and {name} is a parameter of a module without one",
    "Write `initLoraWeights: true`.",
  ],
};

/**
 * A targeted parameter is one that PEFT can adapt, with the other settings of the config.
 *
 * @breaks plan { targetModules: ["gate_proj", "up_proj"], loraDropout: 0.1 } with { model_type: "qwen3_moe", architectures: ["Qwen3MoeForCausalLM"], num_hidden_layers: 2, num_experts: 4 }
 * @keeps plan { targetModules: ["gate_proj", "up_proj"], loraDropout: 0 } with { model_type: "qwen3_moe", architectures: ["Qwen3MoeForCausalLM"], num_hidden_layers: 2, num_experts: 4 }
 * @see peft/tuners/lora/layer.py ParamWrapper
 */
export const planParameterUnsupported: CodeFacts<ParameterData> = {
  code: "plan-parameter-unsupported",
  stage: "injection",
  raises: "ValueError",
  words: ({ fault }) => parameterWords[fault],
};
