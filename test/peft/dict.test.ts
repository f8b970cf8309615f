import { describe, expect, it } from "vitest";
import { adaLoraConfig } from "../../src/build/adalora-config.ts";
import { loraConfig } from "../../src/build/lora-config.ts";
import { toAdapterConfigJson } from "../../src/file/text.ts";
import { fromPeftDict, toPeftDict } from "../../src/peft/dict.ts";

const config = loraConfig({
  r: 16,
  targetModules: ["v_proj", "q_proj", "v_proj"],
  initLoraWeights: "eva",
  evaConfig: { rho: 3 },
  layerReplication: [[0, 2]],
});

describe("toPeftDict", () => {
  it("has PEFT's keys in PEFT's order, without runtime_config", () => {
    const keys = Object.keys(toPeftDict(config));
    expect(keys.slice(0, 8)).toEqual([
      "task_type",
      "peft_type",
      "auto_mapping",
      "peft_version",
      "base_model_name_or_path",
      "revision",
      "inference_mode",
      "r",
    ]);
    expect(keys).toHaveLength(41);
    expect(keys).not.toContain("runtime_config");
    expect(Object.keys(toPeftDict(adaLoraConfig({ totalStep: 9 })))).toHaveLength(50);
  });

  it("sorts what is a set in Python, and fills in sub-configs", () => {
    expect(toPeftDict(config)).toMatchObject({
      target_modules: ["q_proj", "v_proj"],
      eva_config: { rho: 3, tau: 0.99, label_mask_value: -100 },
      layer_replication: [[0, 2]],
      loftq_config: {},
    });
  });

  it("is read back by fromPeftDict", () => {
    const { targetModules: _, ...rest } = config;
    const result = fromPeftDict(toPeftDict(config));
    expect(result.ok && result.config).toMatchObject({
      ...rest,
      targetModules: ["q_proj", "v_proj"],
    });
    expect(result.diagnostics).toEqual([]);
  });
});

describe("toAdapterConfigJson", () => {
  it("writes PEFT's floats where PEFT means floats", () => {
    const text = toAdapterConfigJson(config);
    expect(text).toContain('"lora_dropout": 0.0');
    expect(text).toContain('"rho": 3.0');
    expect(text).toContain('"lora_alpha": 8');
    expect(text.endsWith("}")).toBe(true);
    expect(JSON.parse(text)).toEqual(toPeftDict(config));
  });
});
