import { describe, expect, it } from "vitest";
import { checkSelectiveLora } from "../../src/build/selective.ts";
import { type SelectionCode, selectionRules } from "../../src/layer/refusal.ts";
import { firstLayers, lastFraction, layerRange, layersFrom } from "../../src/layer/selection.ts";

const targetModules = ["q_proj"];
const model = { model_type: "llama", num_hidden_layers: 32 };
const sides = { model_type: "t5", num_layers: 12, num_decoder_layers: 6 };

/** An input that breaks each rule, and one next to it that does not. */
const examples: Readonly<Record<SelectionCode, { breaks: object; keeps: object }>> = {
  "layers-total": {
    breaks: { layers: [0], totalLayers: 10_001 },
    keeps: { layers: [0], totalLayers: 10_000 },
  },
  "layers-invalid": {
    breaks: { layers: { kind: "first" }, totalLayers: 2 },
    keeps: { layers: { kind: "first", count: 2 }, totalLayers: 2 },
  },
  "layers-fractional": {
    breaks: { layers: layersFrom(1.5), totalLayers: 2 },
    keeps: { layers: layersFrom(1), totalLayers: 2 },
  },
  "layers-negative": {
    breaks: { layers: [-1], totalLayers: 2 },
    keeps: { layers: [0], totalLayers: 2 },
  },
  "layers-empty": {
    breaks: { layers: firstLayers(0), totalLayers: 2 },
    keeps: { layers: firstLayers(1), totalLayers: 2 },
  },
  "layers-reversed": {
    breaks: { layers: layerRange(2, 1), totalLayers: 2 },
    keeps: { layers: layerRange(1, 2), totalLayers: 2 },
  },
  "layers-fraction": {
    breaks: { layers: lastFraction(1.01), totalLayers: 2 },
    keeps: { layers: lastFraction(1), totalLayers: 2 },
  },
  "layers-duplicate": {
    breaks: { layers: [1, 0, 1], totalLayers: 2 },
    keeps: { layers: [1, 0], totalLayers: 2 },
  },
  "layers-out-of-range": {
    breaks: { layers: layersFrom(2), totalLayers: 2 },
    keeps: { layers: layersFrom(1), totalLayers: 2 },
  },
  "layers-twice": {
    breaks: { layers: [0], totalLayers: 2, layersToTransform: [0] },
    keeps: { layers: [0], totalLayers: 2, layersToTransform: null },
  },
  "layers-total-source": {
    breaks: { layers: [0], totalLayers: 32, model },
    keeps: { layers: [0], model },
  },
  "model-config-invalid": {
    breaks: { layers: [0], model: "llama" },
    keeps: { layers: [0], model },
  },
  "model-layers-unknown": {
    breaks: { layers: [0], model: { model_type: "llama" } },
    keeps: { layers: [0], model },
  },
  "model-layers-conflict": {
    breaks: { layers: [0], model: { ...model, n_layer: 31 } },
    keeps: { layers: [0], model: { ...model, n_layer: 32 } },
  },
  "model-stack-ambiguous": {
    breaks: { layers: [0], model: sides },
    keeps: { layers: [0], model: { ...sides, num_layers: 6 } },
  },
  "model-stack-absent": {
    breaks: { layers: [0], model, side: "decoder" },
    keeps: { layers: [0], model: sides, side: "decoder" },
  },
  "layers-elsewhere": {
    breaks: { layers: [5], model: sides, side: "encoder" },
    keeps: { layers: [6], model: sides, side: "encoder" },
  },
};

const codes = (input: object) =>
  checkSelectiveLora({ targetModules, ...input }).diagnostics.map(({ code }) => code);

describe("the rules of selecting layers", () => {
  it("have a code each", () => {
    const all = selectionRules.map(({ code }) => code);
    expect(new Set(all).size).toBe(all.length);
    for (const code of all) expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(Object.keys(examples).sort()).toEqual([...all].sort());
  });

  it.each(selectionRules)("$code is found where it is broken, and only there", ({ code, when }) => {
    const { breaks, keeps } = examples[code];
    const found = checkSelectiveLora({ targetModules, ...breaks }).diagnostics;
    expect(found).toMatchObject([{ code, severity: when === "silent" ? "warning" : "error" }]);
    expect(codes(keeps)).not.toContain(code);
  });
});
