import type { CodeFacts, Words } from "../../finding/rule.ts";

/**
 * The layers that `layerReplication` lists exist, in a list where PEFT finds it.
 *
 * @breaks plan { targetModules: ["q_proj"], layerReplication: [[0, 9]] } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2 }
 * @keeps plan { targetModules: ["q_proj"], layerReplication: [[0, 2], [1, 2]] } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2 }
 * @see peft/tuners/tuners_utils.py replicate_layers
 */
export const planLayersUnreplicable: CodeFacts<{
  readonly fault: "list" | "range";
  /** How many layers there are. */
  readonly total: number;
}> = {
  code: "plan-layers-unreplicable",
  stage: "injection",
  raises: "ValueError",
  words: ({ fault }): Words =>
    fault === "list"
      ? [
          "`layerReplication` needs a list of layers where Llama, BERT or Falcon have theirs, and this model has none there",
          "Leave out `layerReplication`.",
        ]
      : [
          "`layerReplication` lists layers beyond the last of {total!}",
          "Write pairs whose second number is at most {total!}.",
        ],
};
