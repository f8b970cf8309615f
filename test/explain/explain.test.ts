import { describe, expect, it } from "vitest";
import { adaLoraConfig } from "../../src/build/adalora-config.ts";
import { loraConfig } from "../../src/build/lora-config.ts";
import { explainConfig } from "../../src/explain/explain.ts";
import { parseAdapterConfig } from "../../src/file/document.ts";
import { type CheckResult, check, type PeftConfig } from "../../src/finding/check.ts";
import { fromPeftDict } from "../../src/peft/dict.ts";

const chapter = adaLoraConfig({
  initR: 16,
  targetR: 8,
  tinit: 200,
  tfinal: 1000,
  deltaT: 10,
  totalStep: 10000,
  targetModules: ["q_proj"],
});

/** The config of a file, as PEFT loads it. */
function loaded(dict: object): PeftConfig {
  const result: CheckResult = fromPeftDict({ peft_type: "LORA", ...dict });
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
  return result.config;
}

/** The config of a file, although PEFT cannot train with it. */
function read(text: string): PeftConfig {
  const { config, diagnostics } = parseAdapterConfig(text);
  if (config === null) throw new Error(JSON.stringify(diagnostics));
  return config;
}

describe("the explanation of a config", () => {
  it("is plain data, and the same for a copy", () => {
    for (const config of [loraConfig({ targetModules: ["q_proj"] }), chapter]) {
      const explanation = explainConfig(config);
      expect(structuredClone(explanation)).toEqual(explanation);
      expect(explainConfig(structuredClone(config))).toEqual(explanation);
    }
  });

  it("tells the methods apart", () => {
    expect(explainConfig(loraConfig({ targetModules: ["q"] })).method).toBe("LoRA");
    expect(explainConfig(chapter).method).toBe("AdaLoRA");
  });

  it("has what a release of PEFT must know", () => {
    const config = loraConfig({ targetModules: ["q_proj"], useDora: true });
    expect(explainConfig(config).compatibility.from).toBe("0.9.0");
  });

  it("takes a config that PEFT loads and cannot train with", () => {
    const config = read('{"peft_type": "LORA", "r": 0, "target_modules": []}');
    expect(explainConfig(config)).toMatchObject({
      rank: 0,
      scaling: Number.POSITIVE_INFINITY,
      targets: { kind: "names", value: [] },
    });
  });
});

describe("variants", () => {
  for (const [values, variants] of [
    [{}, []],
    [{ useDora: true, useRslora: true }, ["useDora", "useRslora"]],
    [{ kasaConfig: {} }, ["kasaConfig"]],
    [{ useQalora: true }, ["useQalora"]],
    [{ initLoraWeights: "mica" }, ["initLoraWeights"]],
    [{ initLoraWeights: "pissa" }, []],
    [{ useBdlora: null, aloraInvocationTokens: null }, []],
  ] as const) {
    it(`of ${JSON.stringify(values)} are ${variants.join(", ") || "none"}`, () => {
      const result = check({ targetModules: ["q_proj"], ...values });
      if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
      expect(explainConfig(result.config).variants).toEqual(variants);
    });
  }

  it("are none for AdaLoRA, which ignores what would turn them on", () => {
    const config = loaded({ peft_type: "ADALORA", total_step: 10, use_rslora: true });
    expect(explainConfig(config).variants).toEqual([]);
  });
});

describe("targets", () => {
  for (const [target_modules, targets] of [
    [["q_proj"], { kind: "names", value: ["q_proj"] }],
    [".*_proj", { kind: "pattern", value: ".*_proj" }],
    ["all-linear", { kind: "all-linear", value: "all-linear" }],
    // PEFT looks at it in lower case.
    ["All-Linear", { kind: "all-linear", value: "All-Linear" }],
    [null, { kind: "default", value: null }],
  ] as const) {
    it(`${JSON.stringify(target_modules)} are ${targets.kind}`, () => {
      expect(explainConfig(loaded({ target_modules })).targets).toEqual(targets);
    });
  }
});

describe("layers", () => {
  for (const [layers_to_transform, layers] of [
    [null, null],
    [[], null],
    [3, [3]],
    [
      [10, 2, 10, 0],
      [0, 2, 10],
    ],
  ] as const) {
    it(`${JSON.stringify(layers_to_transform)} are ${JSON.stringify(layers)}`, () => {
      const config = loaded({ target_modules: ["q_proj"], layers_to_transform });
      expect(explainConfig(config).layers).toEqual(layers);
    });
  }
});

describe("the scaling", () => {
  const explain = (values: object) => {
    const { rank, alpha, scaling, patterns } = explainConfig(
      loaded({ target_modules: ["q"], r: 16, lora_alpha: 32, ...values }),
    );
    return { rank, alpha, scaling, patterns };
  };

  it("is alpha / rank", () => {
    expect(explain({})).toEqual({ rank: 16, alpha: 32, scaling: 2, patterns: [] });
  });

  it("is alpha / √rank with useRslora, for patterns too", () => {
    expect(explain({ use_rslora: true, rank_pattern: { v: 4 } })).toEqual({
      rank: 16,
      alpha: 32,
      scaling: 8,
      patterns: [{ pattern: "v", rank: 4, alpha: 32, scaling: 16 }],
    });
  });

  it("is that of each key of both patterns, in their order", () => {
    const patterns = { rank_pattern: { v: 8, constructor: 64 }, alpha_pattern: { "2": 8, v: 16 } };
    expect(explain(patterns).patterns).toEqual([
      { pattern: "v", rank: 8, alpha: 16, scaling: 2 },
      { pattern: "constructor", rank: 64, alpha: 32, scaling: 0.5 },
      { pattern: "2", rank: 16, alpha: 8, scaling: 0.5 },
    ]);
  });

  it("of AdaLoRA is alpha / initR, whatever else there is", () => {
    const values = { r: 8, init_r: 16, total_step: 10, use_rslora: true, alpha_pattern: { v: 1 } };
    expect(explain({ peft_type: "ADALORA", ...values })).toEqual({
      rank: 16,
      alpha: 32,
      scaling: 2,
      patterns: [],
    });
  });
});

describe("the schedule", () => {
  it("is AdaLoRA's, for one module", () => {
    const { schedule } = explainConfig(chapter);
    expect(schedule).toMatchObject({ modules: 1, initialBudget: 16, targetBudget: 8 });
  });

  it("is null for LoRA, and where PEFT could not follow it", () => {
    expect(explainConfig(loraConfig({ targetModules: ["q"] })).schedule).toBeNull();
    const values = { peft_type: "ADALORA", total_step: 10, init_r: 4, target_r: 8 };
    expect(explainConfig(read(JSON.stringify(values))).schedule).toBeNull();
  });
});

describe("the fields", () => {
  it("are set, or at their default", () => {
    const config = loraConfig({ r: 16, targetModules: ["q_proj"], loraDropout: 0 });
    const { set, atDefault } = explainConfig(config);
    expect(set).toEqual({ peftVersion: config.peftVersion, r: 16, targetModules: ["q_proj"] });
    expect(atDefault).toContain("loraDropout");
    expect([...Object.keys(set), ...atDefault].toSorted()).toEqual(Object.keys(config).toSorted());
  });
});
