import { describe, expect, it } from "vitest";
import { architectures } from "../../src/model/listed.ts";
import { moduleTree } from "../../src/model/module-tree.ts";

const small = {
  model_type: "llama",
  architectures: ["LlamaForCausalLM"],
  vocab_size: 100,
  hidden_size: 32,
  intermediate_size: 48,
  num_hidden_layers: 1,
  num_attention_heads: 4,
  num_key_value_heads: 2,
};

function treeOf(config: unknown, head?: string) {
  const result = moduleTree(config, head === undefined ? {} : { head });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.tree;
}

function problemsOf(config: unknown, head?: string) {
  const result = moduleTree(config, head === undefined ? {} : { head });
  return result.ok ? [] : result.problems;
}

const shapes = (config: unknown, head?: string) =>
  Object.fromEntries(
    treeOf(config, head).modules.map(({ name, parameters }) => [name, parameters]),
  );

describe("moduleTree", () => {
  it("lists every module in order, with kinds and shapes", () => {
    const { modules, ...rest } = treeOf(small);
    expect(modules.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      " null",
      "model null",
      "model.embed_tokens Embedding",
      "model.layers null",
      "model.layers.0 null",
      "model.layers.0.self_attn null",
      "model.layers.0.self_attn.q_proj Linear",
      "model.layers.0.self_attn.k_proj Linear",
      "model.layers.0.self_attn.v_proj Linear",
      "model.layers.0.self_attn.o_proj Linear",
      "model.layers.0.mlp null",
      "model.layers.0.mlp.gate_proj Linear",
      "model.layers.0.mlp.up_proj Linear",
      "model.layers.0.mlp.down_proj Linear",
      "model.layers.0.mlp.act_fn null",
      "model.layers.0.input_layernorm null",
      "model.layers.0.post_attention_layernorm null",
      "model.norm null",
      "model.rotary_emb null",
      "lm_head Linear",
    ]);
    expect(modules[7]?.parameters).toEqual({ weight: [16, 32] });
    expect(rest).toEqual({
      basis: "config",
      modelType: "llama",
      transformers: "5.23.0",
      tied: {},
      inputEmbedding: "model.embed_tokens",
      outputEmbedding: "lm_head",
      uncertain: [],
    });
  });

  it("ties the head to the embedding where the config says so", () => {
    expect(treeOf({ ...small, tie_word_embeddings: true }).tied).toEqual({
      "lm_head.weight": "model.embed_tokens.weight",
    });
  });

  it("fills in what a file leaves out, and what null means", () => {
    const { num_key_value_heads: _, ...without } = small;
    for (const config of [without, { ...small, num_key_value_heads: null }]) {
      expect(shapes(config)["model.layers.0.self_attn.k_proj"]).toEqual({ weight: [32, 32] });
    }
    expect(shapes({ model_type: "gpt2" }, "GPT2Model").wte).toEqual({ weight: [50257, 768] });
  });

  it("reads other names of keys", () => {
    const config = { model_type: "gpt2", hidden_size: 8, num_hidden_layers: 1 };
    expect(shapes(config, "GPT2Model")["h.0.mlp.c_fc"]).toEqual({ weight: [8, 32], bias: [32] });
  });

  it("builds another head on demand, also by an automatic class", () => {
    const config = { ...small, id2label: { 0: "a", 1: "b", 2: "c" } };
    const score = { weight: [3, 32] };
    expect(shapes(config, "LlamaForSequenceClassification").score).toEqual(score);
    expect(shapes(config, "AutoModelForSequenceClassification").score).toEqual(score);
    expect(treeOf(config, "AutoModel").inputEmbedding).toBe("embed_tokens");
    expect(treeOf({ model_type: "gpt2" }, "AutoModelForCausalLM").outputEmbedding).toBe("lm_head");
    expect(treeOf({ model_type: "t5" }, "AutoModelForSeq2SeqLM").tied["lm_head.weight"]).toBe(
      "shared.weight",
    );
  });

  it("says what it does not know", () => {
    expect(problemsOf({ model_type: "martian" })).toEqual([
      {
        code: "model-unknown",
        path: ["model_type"],
        data: { what: "modelType", name: "martian" },
      },
    ]);
    expect(problemsOf({ ...small, architectures: ["LlamaForPoetry"] })).toEqual([
      {
        code: "model-unknown",
        path: ["architectures", 0],
        data: { what: "head", name: "LlamaForPoetry" },
      },
    ]);
    expect(problemsOf({ ...small, per_layer_config: { "0": { head_dim: 8 } } })).toMatchObject([
      { code: "model-unknown", path: ["per_layer_config"] },
    ]);
  });

  it("reads a Mistral with layer types as the class that is asked for does", () => {
    const config = {
      model_type: "mistral",
      architectures: ["MistralForCausalLM"],
      num_hidden_layers: 1,
      layer_types: ["full_attention"],
    };
    expect(treeOf(config).modelType).toBe("mistral");
    expect(problemsOf(config, "AutoModelForCausalLM")).toMatchObject([
      { code: "model-undecided", path: ["head_dim"] },
    ]);
    const sized = { ...config, head_dim: 128 };
    expect(treeOf(sized, "AutoModelForCausalLM").modelType).toBe("ministral");
  });

  it("says what it would have to guess", () => {
    expect(problemsOf({})).toMatchObject([{ code: "model-undecided", path: ["model_type"] }]);
    expect(problemsOf({ model_type: "llama" })).toMatchObject([
      { code: "model-undecided", path: ["architectures"] },
    ]);
  });

  it("names every value that it cannot use, and the place", () => {
    const config = { ...small, hidden_size: "32", vocab_size: null, hidden_act: "sillu" };
    expect(problemsOf(config)).toEqual([
      invalid("vocab_size", "an integer", "null"),
      invalid("hidden_size", "an integer", "32"),
      invalid("hidden_act", "the name of an activation", "sillu"),
    ]);
    expect(problemsOf({ ...small, num_attention_heads: 0 })).toEqual([
      invalid("head_dim", "an integer", "Infinity"),
    ]);
    expect(problemsOf({ ...small, intermediate_size: -1 })).toMatchObject([
      { code: "model-invalid", data: { got: "-1 × 32" } },
    ]);
  });

  it("does not follow models in models in models for ever", () => {
    let config: unknown = { model_type: "llama" };
    for (let level = 0; level < 2000; level++)
      config = { model_type: "llava", text_config: config };
    expect(problemsOf(config, "LlavaModel")).toMatchObject([{ code: "model-too-large" }]);
  });

  it("builds nothing of absurd counts", () => {
    for (const key of ["num_hidden_layers", "hidden_size", "vocab_size"]) {
      expect(problemsOf({ ...small, [key]: 1e15 })).toMatchObject([
        { code: "model-too-large", path: [key] },
      ]);
    }
    expect(problemsOf({ ...small, num_hidden_layers: 100_000 })).toMatchObject([
      { code: "model-too-large", path: [] },
    ]);
  });

  it.each([undefined, null, 7, "llama", [], { model_type: "__proto__" }, { model_type: 3 }])(
    "survives %j",
    (config) => {
      expect(moduleTree(config).ok).toBe(false);
    },
  );

  it("builds every listed head from nothing but defaults", () => {
    for (const [model_type, { heads }] of Object.entries(architectures)) {
      const config = { model_type, ...NEEDED[model_type] };
      for (const head of heads) expect(treeOf(config, head).modules[0]?.name).toBe("");
    }
  });
});

/** What a class leaves null although no model can be built so. */
const NEEDED: Readonly<Record<string, object>> = {
  hunyuan_v1_dense: { head_dim: 128 },
  ministral: { head_dim: 128 },
  nemotron: { num_key_value_heads: 8 },
};

function invalid(key: string, expected: string, got: string) {
  return { code: "model-invalid", path: [key], data: { expected, got } };
}
