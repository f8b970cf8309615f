import type { CodeFacts, Words } from "../../finding/rule.ts";

/**
 * "all-linear" reaches the language model. In a model with other parts it reaches these too.
 *
 * @breaks plan { targetModules: "all-linear" } with { model_type: "llava", architectures: ["LlavaForConditionalGeneration"], text_config: { model_type: "llama", num_hidden_layers: 2 }, vision_config: { model_type: "clip_vision_model", num_hidden_layers: 2 } }
 * @keeps plan { targetModules: "all-linear", excludeModules: ".*(vision_tower|multi_modal_projector).*" } with { model_type: "llava", architectures: ["LlavaForConditionalGeneration"], text_config: { model_type: "llama", num_hidden_layers: 2 }, vision_config: { model_type: "clip_vision_model", num_hidden_layers: 2 } }
 * @see peft/tuners/tuners_utils.py _maybe_include_all_linear_layers
 */
export const planTowerAdapted: CodeFacts<{
  readonly tower: string;
  readonly modules: number;
  readonly pattern: string;
}> = {
  code: "plan-tower-adapted",
  stage: "silent",
  words: [
    "The targets also reach {modules!} modules in {tower}, which is not the language model.",
    "To leave it frozen, write `excludeModules: {pattern}`.",
  ],
};

/**
 * A router, which chooses the experts of a token, is not adapted by accident.
 *
 * @breaks plan { targetModules: "all-linear" } with { model_type: "qwen2_moe", architectures: ["Qwen2MoeForCausalLM"], num_hidden_layers: 2, num_experts: 4 }
 * @keeps plan { targetModules: ["q_proj"] } with { model_type: "qwen2_moe", architectures: ["Qwen2MoeForCausalLM"], num_hidden_layers: 2, num_experts: 4 }
 * @see peft/tuners/tuners_utils.py _maybe_include_all_linear_layers
 */
export const planRouterAdapted: CodeFacts<{
  readonly row: string;
  readonly modules: number;
  readonly pattern: string;
}> = {
  code: "plan-router-adapted",
  stage: "silent",
  words: [
    "The targets also reach {row}, which weighs experts: {modules!} modules. Training it can unbalance the experts.",
    "To leave it frozen, write `excludeModules: {pattern}`.",
  ],
};

/**
 * An adapter is smaller than its base model.
 *
 * @breaks plan { r: 4096, targetModules: "all-linear" } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2, hidden_size: 64, intermediate_size: 128, num_attention_heads: 4, vocab_size: 100 }
 * @keeps plan { r: 4, targetModules: "all-linear" } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2, hidden_size: 64, intermediate_size: 128, num_attention_heads: 4, vocab_size: 100 }
 * @see peft/peft_model.py get_nb_trainable_parameters
 */
export const planAdapterLarge: CodeFacts<{
  readonly adapter: number;
  readonly base: number;
}> = {
  code: "plan-adapter-large",
  stage: "silent",
  words: ({ adapter, base }): Words => [
    adapter > base
      ? "The adapter has {adapter!} parameters, more than the base model with its {base!}."
      : "The adapter has {adapter!} parameters, more than a third of the base model's {base!}.",
    "Write a lower rank, or fewer targets.",
  ],
};
