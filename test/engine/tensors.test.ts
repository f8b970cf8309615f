import { describe, expect, it, test } from "vitest";
import { readTensors, splitModule } from "../../src/engine/tensors.ts";

/** The feature that one name gives away. */
const featureOf = (name: string) =>
  [
    ...(readTensors({ [`base_model.model.${name}`]: { shape: [8, 64] } })?.features.keys() ?? []),
  ][0];

describe("readTensors", () => {
  const module = "model.layers.0.self_attn.q_proj";

  // The names that PEFT 0.21 writes.
  test.each([
    [`${module}.lora_A.weight`, undefined],
    [`${module}.lora_magnitude_vector`, "dora"],
    [`${module}.lora_B.bias`, "lora-bias"],
    [`${module}.base_layer.bias`, "bias"],
    ["model.layers.0.self_attn.k_proj.bias", "bias"],
    ["lm_head.weight", "saved-embedding"],
    ["model.embed_tokens.weight", "saved-embedding"],
    ["model.embed_tokens.lora_embedding_A", "target-embedding"],
    ["model.embed_tokens.base_layer.weight", undefined],
    ["lm_head.lora_A.weight", "target-head"],
    ["model.embed_tokens.token_adapter.trainable_tokens_delta", "tokens"],
    ["model.layers.0.mlp.experts.base_layer.lora_A.weight", "target-parameters"],
    ["model.layers.0.mlp.experts.lora_B.weight", "target-parameters"],
    [`${module}.lora_E`, "adalora"],
    [`${module}.lora_A`, "adalora"],
    ["model.layers.0.input_layernorm.weight", "saved-norm"],
    ["score.weight", "saved-head"],
  ])("%s: %s", (name, feature) => {
    expect(featureOf(name)).toBe(feature);
  });

  it("has the rank of each module", () => {
    const header = {
      [`base_model.model.${module}.lora_A.weight`]: { shape: [4, 64] },
      [`base_model.model.${module}.lora_B.weight`]: { shape: [64, 4] },
      "base_model.model.embed_tokens.lora_embedding_A": { shape: [2, 100] },
    };
    expect([...(readTensors(header)?.ranks ?? [])]).toEqual([
      [module, 4],
      ["embed_tokens", 2],
    ]);
  });

  test.each([null, 3, [], "x"])("%o is not a header", (header) => {
    expect(readTensors(header)).toBeNull();
  });
});

test.each([
  ["model.layers.11.mlp.experts.3.up_proj", 11, "model.layers.*.mlp.experts.3.up_proj"],
  ["lm_head", null, "lm_head"],
])("splitModule(%s)", (name, layer, type) => {
  expect(splitModule(name)).toEqual([layer, type]);
});
