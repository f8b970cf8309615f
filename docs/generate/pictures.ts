/** Draws the pictures of docs/guide/planning.md with planSvg. */
import { loraConfig } from "../../src/build/lora-config.ts";
import type { LoraConfigFields } from "../../src/config/input.ts";
import { moduleTree } from "../../src/model/module-tree.ts";
import { planAdapter } from "../../src/plan/check-plan.ts";
import { planSvg } from "../../src/plan/picture.ts";

/** The keys of the config.json of DeepSeek-V3 that decide its modules. */
const deepseek = {
  model_type: "deepseek_v3",
  architectures: ["DeepseekV3ForCausalLM"],
  num_hidden_layers: 61,
  first_k_dense_replace: 3,
  hidden_size: 7168,
  intermediate_size: 18432,
  moe_intermediate_size: 2048,
  n_routed_experts: 256,
  n_shared_experts: 1,
  num_attention_heads: 128,
  num_key_value_heads: 128,
  q_lora_rank: 1536,
  kv_lora_rank: 512,
  qk_nope_head_dim: 128,
  qk_rope_head_dim: 64,
  v_head_dim: 128,
  vocab_size: 129280,
};

/** The same of Qwen3-30B-A3B. */
const qwen = {
  model_type: "qwen3_moe",
  architectures: ["Qwen3MoeForCausalLM"],
  num_hidden_layers: 48,
  hidden_size: 2048,
  intermediate_size: 6144,
  moe_intermediate_size: 768,
  num_experts: 128,
  num_attention_heads: 32,
  num_key_value_heads: 4,
  head_dim: 128,
  vocab_size: 151936,
};

const attention = ["q_proj", "k_proj", "v_proj", "o_proj"];
const seven = [...attention, "gate_proj", "up_proj", "down_proj"];

function draw(model: object, fields: LoraConfigFields, title: string): string {
  const built = moduleTree(model);
  if (!built.ok) throw new Error(`${title}: ${JSON.stringify(built.problems)}`);
  return planSvg(planAdapter(loraConfig(fields), built.tree), { title });
}

/** DeepSeek-V3 with the seven projections that so many configs list. */
export const drawDeepseek = (): string =>
  draw(deepseek, { targetModules: seven }, "DeepSeek-V3, seven projections");

/** Qwen3-30B-A3B with experts of a rank of their own. */
export const drawQwen = (): string =>
  draw(
    qwen,
    {
      targetModules: attention,
      targetParameters: ["mlp.experts.gate_up_proj", "mlp.experts.down_proj"],
      rankPattern: { "mlp.experts.gate_up_proj": 1, "mlp.experts.down_proj": 1 },
      alphaPattern: { "mlp.experts.gate_up_proj": 1, "mlp.experts.down_proj": 1 },
    },
    "Qwen3-30B-A3B, attention and experts",
  );
