import { expect, test } from "vitest";
import { readBaseModel } from "../../src/engine/base-model.ts";

test.each([
  [
    { model_type: "llama", num_hidden_layers: 16, tie_word_embeddings: true },
    { modelType: "llama", layers: 16, hasExperts: false, isTied: true, quantization: null },
  ],
  [
    { model_type: "mixtral", num_hidden_layers: 32, num_local_experts: 8 },
    { modelType: "mixtral", layers: 32, hasExperts: true, isTied: false, quantization: null },
  ],
  [
    { quantization_config: { quant_method: "awq" }, text_config: { tie_word_embeddings: true } },
    { modelType: "", layers: null, hasExperts: false, isTied: true, quantization: "awq" },
  ],
])("%o", (config, model) => {
  expect(readBaseModel(config)).toEqual(model);
});

test.each([null, undefined, 3, "llama", []])("%o is not a config", (config) => {
  expect(readBaseModel(config)).toBeNull();
});
