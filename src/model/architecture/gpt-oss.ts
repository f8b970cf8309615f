import { architecture } from "../blueprint.ts";
import { count } from "../config-key.ts";
import { classifyingHeads } from "../head.ts";
import { parameters } from "../module-part.ts";
import { attention, decoder, preNorm } from "./decoder-layers.ts";

/** @see transformers/models/gpt_oss/configuration_gpt_oss.py GptOssConfig */
const gptOssFields = {
  num_hidden_layers: count(36),
  num_local_experts: 128,
  vocab_size: 201088,
  hidden_size: 2880,
  intermediate_size: 2880,
  head_dim: 64,
  num_attention_heads: 64,
  num_key_value_heads: 8,
  tie_word_embeddings: false,
  attention_bias: true,
};

export const gptOss = architecture({
  fields: gptOssFields,
  aliases: { num_experts: "num_local_experts" },
  body: (c) => {
    const { num_local_experts: number, hidden_size: width, intermediate_size: inner } = c;
    const self_attn = parameters(
      { sinks: [c.num_attention_heads] },
      attention(c, { bias: c.attention_bias }),
    );
    // Unlike other experts these have biases, and their weights lie the other way round.
    const experts = parameters({
      gate_up_proj: [number, width, 2 * inner],
      gate_up_proj_bias: [number, 2 * inner],
      down_proj: [number, inner, width],
      down_proj_bias: [number, width],
    });
    const router = parameters({ weight: [number, width], bias: [number] });
    return decoder(c, () => preNorm(width, self_attn, { router, experts }));
  },
  heads: classifyingHeads("GptOss"),
});
