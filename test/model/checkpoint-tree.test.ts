import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { treeFromSafetensors } from "../../src/model/checkpoint-tree.ts";
import { moduleTree } from "../../src/model/module-tree.ts";
import type { ModuleTree, Shape } from "../../src/model/tree.ts";

const stored = (shape: Shape, dtype = "BF16") => ({ dtype, shape });

/** A header with a tensor for each parameter of a tree that is not tied to another. */
function headerOf(tree: ModuleTree) {
  const tensors = tree.modules.flatMap(({ name, parameters }) =>
    Object.entries(parameters).map(
      ([key, shape]) => [name === "" ? key : `${name}.${key}`, shape] as const,
    ),
  );
  const own = tensors.filter(([name]) => !Object.hasOwn(tree.tied, name));
  return Object.fromEntries(own.map(([name, shape]) => [name, stored(shape)]));
}

function treeOf(config: unknown) {
  const result = moduleTree(config);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.tree;
}

function read(headers: unknown, modelConfig?: unknown) {
  const result = treeFromSafetensors(headers, modelConfig === undefined ? {} : { modelConfig });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result;
}

const small = { hidden_size: 8, intermediate_size: 12, num_hidden_layers: 2, vocab_size: 10 };
const heads = { num_attention_heads: 2, num_key_value_heads: 1, head_dim: 4 };
const llama = { ...small, ...heads, model_type: "llama", architectures: ["LlamaForCausalLM"] };
const mixtral = {
  ...small,
  ...heads,
  model_type: "mixtral",
  architectures: ["MixtralForCausalLM"],
  num_hidden_layers: 1,
  num_local_experts: 2,
};

/** The experts of a Mixtral as its files have them: apart, and under other names. */
function mixtralHeader() {
  const experts = [0, 1].flatMap((expert) => {
    const place = `model.layers.0.block_sparse_moe.experts.${expert}`;
    return [
      [`${place}.w1.weight`, stored([12, 8])],
      [`${place}.w2.weight`, stored([8, 12])],
      [`${place}.w3.weight`, stored([12, 8])],
    ] as const;
  });
  const kept = Object.entries(headerOf(treeOf(mixtral)))
    .filter(([name]) => !name.includes("experts"))
    .map(([name, tensor]) => [name.replace(".mlp.", ".block_sparse_moe."), tensor] as const);
  return Object.fromEntries([...kept, ...experts]);
}

describe("treeFromSafetensors", () => {
  it("makes modules of names, and kinds of shapes", () => {
    const { tree, differences } = read({
      __metadata__: { format: "pt" },
      "layers.10.conv.weight": stored([4, 1, 3]),
      "layers.2.proj.weight": stored([4, 8]),
      "layers.2.proj.bias": stored([4]),
      "layers.2.norm.weight": stored([8]),
      "wte.weight": stored([10, 8]),
      scale: stored([1]),
    });
    expect(tree.modules).toEqual([
      { name: "", kind: null, parameters: { scale: [1] } },
      { name: "layers", kind: null, parameters: {} },
      { name: "layers.2", kind: null, parameters: {} },
      { name: "layers.2.proj", kind: "Linear", parameters: { weight: [4, 8], bias: [4] } },
      { name: "layers.2.norm", kind: null, parameters: { weight: [8] } },
      { name: "layers.10", kind: null, parameters: {} },
      { name: "layers.10.conv", kind: "Conv1d", parameters: { weight: [4, 1, 3] } },
      { name: "wte", kind: "Embedding", parameters: { weight: [10, 8] } },
    ]);
    expect(tree).toMatchObject({ basis: "checkpoint", modelType: null, transformers: null });
    expect(tree).toMatchObject({ inputEmbedding: "wte", outputEmbedding: null });
    expect(tree.uncertain).toEqual(["layers.10.conv"]);
    expect(differences).toBeNull();
  });

  it("takes what readSafetensorsHeader and @huggingface/hub give, and lists of shards", () => {
    const header = { "a.weight": stored([2, 3]) };
    const other = { "b.weight": stored([2, 3]) };
    const one = read(header);
    expect(read({ ok: true, header })).toEqual(one);
    expect(read({ sharded: false, header })).toEqual(one);
    const both = read([header, other]);
    expect(both.tree.modules.map(({ name }) => name)).toEqual(["", "a", "b"]);
    expect(
      read({ sharded: true, headers: { "1.safetensors": header, "2.safetensors": other } }),
    ).toEqual(both);
  });

  it("is uncertain about experts, which transformers fuses, with and without a type", () => {
    for (const config of [undefined, { model_type: "mixtral" }]) {
      const { tree } = read(mixtralHeader(), config);
      expect(tree.uncertain).toContain("model.layers.0.block_sparse_moe.experts.1.w2");
      expect(tree.uncertain).not.toContain("model.layers.0.self_attn.q_proj");
    }
  });

  it("verifies a checkpoint by its config, whose kinds and ties it takes", () => {
    const tied = { ...llama, tie_word_embeddings: true };
    for (const config of [llama, tied]) {
      const tree = treeOf(config);
      const result = read(headerOf(tree), config);
      expect(result.differences).toEqual([]);
      expect(result.tree).toEqual({ ...tree, basis: "checkpoint" });
    }
  });

  it("takes a base model for one with a head, which is new then", () => {
    const { "lm_head.weight": _head, ...header } = headerOf(treeOf(llama));
    const bare = Object.fromEntries(
      Object.entries(header).map(([name, tensor]) => [name.replace("model.", ""), tensor]),
    );
    const { tree, differences } = read(bare, llama);
    expect(differences).toEqual([{ name: "lm_head.weight", config: [10, 8], checkpoint: null }]);
    expect(tree.uncertain).toEqual(["lm_head"]);
  });

  it("finds a Mixtral's fused experts in those of its file", () => {
    expect(read(mixtralHeader(), mixtral)).toMatchObject({
      differences: [],
      tree: { uncertain: [] },
    });
    const { differences } = read(mixtralHeader(), { ...mixtral, num_local_experts: 3 });
    expect(differences?.map(({ name }) => name)).toEqual([
      "model.layers.0.mlp.gate.weight",
      "model.layers.0.mlp.experts.gate_up_proj",
      "model.layers.0.mlp.experts.down_proj",
    ]);
  });

  it("says where shapes and names differ", () => {
    const header = {
      ...headerOf(treeOf(llama)),
      "model.norm.weight": stored([9]),
      "model.extra.weight": stored([3]),
    };
    const { tree, differences } = read(header, llama);
    expect(differences).toEqual([
      { name: "model.norm.weight", config: [8], checkpoint: [9] },
      { name: "model.extra.weight", config: null, checkpoint: [3] },
    ]);
    expect(tree.uncertain).toEqual(["model.norm"]);
  });

  it.each([
    [undefined, []],
    [{ sharded: true, headers: 7 }, ["headers"]],
    [{ sharded: false, header: [] }, ["header"]],
    [[{ a: 7 }], [0, "a"]],
    [[{ a: stored([1]) }, { a: stored([1]) }], [1]],
    [{ ["a".repeat(501)]: stored([1]) }, []],
  ])("names what is wrong with headers: %#", (headers, path) => {
    expect(treeFromSafetensors(headers)).toMatchObject({
      ok: false,
      problems: [{ code: "model-invalid", path }],
    });
  });

  it("names what is wrong with a config", () => {
    const config = { ...llama, hidden_size: "wide" };
    expect(treeFromSafetensors({}, { modelConfig: config })).toMatchObject({ ok: false });
    expect(treeFromSafetensors({}, { modelConfig: 7 })).toMatchObject({ ok: false });
  });

  it("ends for any headers and configs without throwing", () => {
    const words = fc.constantFrom(
      "",
      "experts",
      "0",
      "1",
      "w1",
      "__proto__",
      "weight",
      "qkv",
      "model",
    );
    const names = fc.array(words, { maxLength: 8 }).map((parts) => parts.join("."));
    const shapes = fc.array(fc.nat(9), { maxLength: 6 });
    const types = fc.constantFrom("mixtral", "llava", "qwen2_vl", "legacy", "__proto__", "none");
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.dictionary(
            names,
            shapes.map((shape) => stored(shape)),
          ),
        ),
        fc.oneof(
          fc.jsonValue(),
          types.map((type) => ({ model_type: type })),
          fc.constant(mixtral),
        ),
        (headers, modelConfig) => {
          expect(treeFromSafetensors(headers, { modelConfig })).toHaveProperty("ok");
        },
      ),
    );
  });

  it("is quick about names made to keep patterns busy", () => {
    const name = "encoder.experts.decoder.".repeat(20);
    const header = Object.fromEntries(
      Array.from({ length: 500 }, (_, place) => [`${name}${place}.weight`, stored([1, 1])]),
    );
    const start = performance.now();
    for (const model_type of ["mixtral", "seamless_m4t", "conditional_detr", undefined]) {
      read(header, { model_type });
    }
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
