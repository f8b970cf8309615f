import type { PeftConfig } from "../../src/index.ts";
import { type LoraConfigInput, loraConfig } from "../../src/index.ts";
import type { PlanOptions } from "../../src/plan.ts";
import { checkPlan, type ModuleTree, moduleTree, type Plan, planAdapter } from "../../src/plan.ts";

/** The tree of a model config that has one. */
export function treeOf(config: Readonly<Record<string, unknown>>): ModuleTree {
  const built = moduleTree(config);
  if (!built.ok) throw new Error(JSON.stringify(built.problems));
  return built.tree;
}

/** Llama-2-7B. */
export const llama = treeOf({ model_type: "llama", architectures: ["LlamaForCausalLM"] });

/** A small mixture of experts whose configs PEFT rewrites. */
export const qwen = treeOf({
  model_type: "qwen3_moe",
  architectures: ["Qwen3MoeForCausalLM"],
  num_hidden_layers: 2,
  num_experts: 4,
  vocab_size: 1000,
  hidden_size: 64,
  moe_intermediate_size: 32,
});

export const planOf = (
  input: LoraConfigInput,
  tree: ModuleTree = llama,
  options?: PlanOptions,
): Plan => planAdapter(loraConfig(input), tree, options);

/** The codes that a config gets on a tree. */
export const codesOf = (input: LoraConfigInput, tree: ModuleTree = llama, options?: PlanOptions) =>
  checkPlan(loraConfig(input) as PeftConfig, tree, options).diagnostics.map(({ code }) => code);
