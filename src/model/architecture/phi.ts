import { architecture } from "../blueprint.ts";
import { activationName, count, late, quotient, sameAs } from "../config-key.ts";
import { classifyingHeads, languageHead } from "../head.ts";
import { activation, embedding, layerNorm, linear, list, when } from "../module-part.ts";
import { attention, decoder, fusedGated, preNorm } from "./decoder-layers.ts";

/** @see transformers/models/phi/configuration_phi.py PhiConfig */
const phiFields = {
  vocab_size: 51200,
  hidden_size: 2048,
  intermediate_size: 8192,
  num_hidden_layers: count(24),
  num_attention_heads: 32,
  num_key_value_heads: sameAs("num_attention_heads"),
  hidden_act: activationName("gelu_new"),
  tie_word_embeddings: false,
  qk_layernorm: false,
  head_dim: late(quotient("hidden_size", "num_attention_heads")),
};

export const phi = architecture({
  fields: phiFields,
  body: (c) => {
    const { q_proj, k_proj, v_proj, o_proj } = attention(c, { bias: true });
    // Not `head_dim`: the norms ask for the quotient whatever the config says.
    const norm = layerNorm(Math.floor(c.hidden_size / c.num_attention_heads));
    const self_attn = {
      q_proj,
      k_proj,
      v_proj,
      dense: o_proj,
      ...when(c.qk_layernorm, { q_layernorm: norm, k_layernorm: norm }),
    };
    const mlp = {
      activation_fn: activation(c.hidden_act),
      fc1: linear(c.hidden_size, c.intermediate_size),
      fc2: linear(c.intermediate_size, c.hidden_size),
    };
    return {
      embed_tokens: embedding(c.vocab_size, c.hidden_size),
      layers: list(c.num_hidden_layers, () => ({
        self_attn,
        mlp,
        input_layernorm: layerNorm(c.hidden_size),
        resid_dropout: {},
      })),
      rotary_emb: {},
      embed_dropout: {},
      final_layernorm: layerNorm(c.hidden_size),
    };
  },
  heads: { ...classifyingHeads("Phi"), PhiForCausalLM: languageHead("model", true) },
});

/** @see transformers/models/phi3/configuration_phi3.py Phi3Config */
const phi3Fields = {
  vocab_size: 32064,
  hidden_size: 3072,
  intermediate_size: 8192,
  num_hidden_layers: count(32),
  num_attention_heads: 32,
  num_key_value_heads: sameAs("num_attention_heads"),
  hidden_act: activationName("silu"),
  tie_word_embeddings: false,
  head_dim: late(quotient("hidden_size", "num_attention_heads")),
};

export const phi3 = architecture({
  fields: phi3Fields,
  body: (c) => {
    const queries = c.num_attention_heads * c.head_dim;
    const values = c.num_key_value_heads * c.head_dim;
    const self_attn = {
      o_proj: linear(queries, c.hidden_size, false),
      qkv_proj: linear(c.hidden_size, queries + 2 * values, false),
    };
    const mlp = fusedGated(c.hidden_size, c.intermediate_size, c.hidden_act);
    return decoder(c, () => ({
      ...preNorm(c.hidden_size, self_attn, mlp),
      resid_attn_dropout: {},
      resid_mlp_dropout: {},
    }));
  },
  heads: classifyingHeads("Phi3"),
});
