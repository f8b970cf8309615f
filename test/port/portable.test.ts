import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { adaLoraConfig } from "../../src/build/adalora-config.ts";
import { loraConfig } from "../../src/build/lora-config.ts";
import { fromPeftDict } from "../../src/peft/dict.ts";
import { portableAdapter } from "../../src/port/portable.ts";
import { boundOf, type RecordedPort } from "../conformance/ports.ts";

const recorded = JSON.parse(
  readFileSync(new URL("../fixtures/ports.json", import.meta.url), "utf8"),
) as readonly RecordedPort[];

describe("adapters that PEFT made", () => {
  it("are enough", () => {
    expect(recorded.filter(({ relative }) => relative !== null).length).toBeGreaterThanOrEqual(20);
  });

  it.each(recorded)("$name is ported as when PEFT compared the logits", (port) => {
    const read = fromPeftDict(port.file);
    if (!read.ok) throw new Error(read.diagnostics[0]?.message);
    const result = portableAdapter(read.config, port.header);
    expect(result.ok).toBe(port.relative !== null);
    if (!result.ok) {
      expect(port.said).toContain(result.diagnostics[0]?.hint);
      return;
    }
    expect(port.relative).toBeLessThanOrEqual(boundOf(port.name));
    const { config, operations } = result;
    expect(port.said).toContain(`Rank ${config.r}, alpha ${config.r}`);
    expect(config).toMatchObject({
      loraAlpha: config.r,
      useRslora: false,
      rankPattern: {},
      alphaPattern: {},
    });
    for (const { to, padded } of operations) {
      if (/lora_(embedding_)?A/.test(to)) expect(padded[0]).toBe(config.r);
      if (/lora_(embedding_)?B/.test(to)) expect(padded[1]).toBe(config.r);
    }
  });
});

const layer = "base_model.model.q_proj.lora_";
const header = {
  [`${layer}A.weight`]: { dtype: "F32", shape: [8, 64] },
  [`${layer}B.weight`]: { dtype: "F32", shape: [64, 8] },
};
const config = loraConfig({ r: 8, loraAlpha: 4, targetModules: ["q_proj"] });

describe("portableAdapter", () => {
  it("says what is done with each tensor", () => {
    const result = portableAdapter(config, header, { ranks: [4, 16, 32] });
    expect(result).toMatchObject({
      ok: true,
      config: { r: 16, loraAlpha: 16 },
      operations: [
        { from: `${layer}A.weight`, shape: [8, 64], padded: [16, 64], scale: 1, columns: null },
        { from: `${layer}B.weight`, shape: [64, 8], padded: [64, 16], scale: 0.5, columns: null },
      ],
    });
  });

  it("makes LoRA of AdaLoRA by initR", () => {
    const ada = adaLoraConfig({
      totalStep: 1000,
      tfinal: 100,
      taskType: "CAUSAL_LM",
      initR: 12,
      loraAlpha: 16,
      targetModules: ["q_proj"],
    });
    const tensors = {
      [`${layer}A`]: { dtype: "F32", shape: [3, 64] },
      [`${layer}B`]: { dtype: "F32", shape: [64, 3] },
      [`${layer}E`]: { dtype: "F32", shape: [3, 1] },
    };
    expect(portableAdapter(ada, tensors)).toMatchObject({
      config: { peftType: "LORA", r: 3 },
      operations: [
        { to: `${layer}A.weight` },
        { to: `${layer}B.weight`, scale: 16 / (12 + 1e-5), columns: `${layer}E` },
      ],
    });
    expect(portableAdapter(config, tensors).ok).toBe(false);
    expect(portableAdapter(ada, header).ok).toBe(false);
  });

  it.each([
    [
      "a magnitude",
      { "base_model.model.q_proj.lora_magnitude_vector": { dtype: "F32", shape: [64] } },
    ],
    ["a module in full", { "base_model.model.lm_head.weight": { dtype: "F32", shape: [9, 64] } }],
    ["half a layer", { "base_model.model.v_proj.lora_A.weight": { dtype: "F32", shape: [8, 64] } }],
    ["another rank", { [`${layer}A.weight`]: { dtype: "F32", shape: [4, 64] } }],
    ["another type", { [`${layer}A.weight`]: { dtype: "F64", shape: [8, 64] } }],
    [
      "another rank than the config",
      {
        [`${layer}A.weight`]: { dtype: "F32", shape: [4, 64] },
        [`${layer}B.weight`]: { dtype: "F32", shape: [64, 4] },
      },
    ],
    [
      "an adapted parameter",
      { "base_model.model.experts.base_layer.lora_A.weight": { dtype: "F32", shape: [8, 64] } },
    ],
  ])("refuses tensors with %s", (_, more) => {
    const result = portableAdapter(config, { ...header, ...more });
    expect(result).toMatchObject({ ok: false, diagnostics: [{ code: "port-tensors" }] });
  });

  it("refuses a rank that the engine does not take, and a key it cannot match", () => {
    expect(portableAdapter(config, header, { ranks: [4] })).toMatchObject({
      diagnostics: [{ code: "port-rank" }],
    });
    const odd = loraConfig({
      r: 8,
      rankPattern: { "\\N{DIGIT ONE}": 8 },
      targetModules: ["q_proj"],
    });
    expect(portableAdapter(odd, header)).toMatchObject({ diagnostics: [{ code: "port-tensors" }] });
  });

  it("gives every reason", () => {
    const result = portableAdapter(
      loraConfig({ useDora: true, bias: "all", targetModules: ["q_proj"] }),
      header,
    );
    expect(result.ok ? [] : result.diagnostics.map(({ path }) => path)).toEqual([
      ["useDora"],
      ["bias"],
    ]);
  });
});
