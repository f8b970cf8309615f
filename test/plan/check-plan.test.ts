import { describe, expect, it } from "vitest";
import { adaLoraConfig, loraConfig, PeftConfigError } from "../../src/index.ts";
import { checkPlan, planAdapter } from "../../src/plan.ts";
import { codesOf, llama, planOf, qwen, treeOf } from "./trees.ts";

const attention = ["q_proj", "k_proj", "v_proj", "o_proj"];

describe("a plan", () => {
  it("has the numbers of PEFT's own benchmark", () => {
    const tree = treeOf({
      model_type: "llama",
      architectures: ["LlamaForCausalLM"],
      hidden_size: 3072,
      intermediate_size: 8192,
      num_hidden_layers: 28,
      num_attention_heads: 24,
      num_key_value_heads: 8,
      head_dim: 128,
      vocab_size: 128256,
      tie_word_embeddings: true,
    });
    const { trainable, total } = planOf({ r: 32, targetModules: ["q_proj", "v_proj"] }, tree);
    expect([trainable, total]).toEqual([9_175_040, 3_221_924_864]);
    expect(
      planOf({ r: 32, targetModules: ["q_proj", "v_proj"], useDora: true }, tree).trainable,
    ).toBe(9_289_728);
    expect(
      planOf({ r: 10, targetModules: ["up_proj", "gate_proj", "down_proj"] }, tree).trainable,
    ).toBe(9_461_760);
  });

  it("tells AdaLoRA's ranknum apart by device and dtype", () => {
    const config = adaLoraConfig({
      initR: 64,
      targetR: 32,
      totalStep: 1000,
      taskType: "CAUSAL_LM",
      targetModules: ["q_proj"],
    });
    const onCpu = planAdapter(config, llama, { base: { device: "cpu", dtype: "float32" } });
    expect(planAdapter(config, llama).trainable - onCpu.trainable).toBe(32);
    expect(planAdapter(config, llama).total).toBe(onCpu.total);
  });

  it("has ranks, alphas and scalings by pattern", () => {
    const plan = planOf({
      targetModules: ["q_proj"],
      rankPattern: { "layers\\.0\\..*": 4 },
      alphaPattern: { "0.self_attn.q_proj": 2 },
    });
    expect(plan.modules[0]).toMatchObject({ rank: 4, alpha: 2, scaling: 0.5 });
    expect(plan.modules[1]).toMatchObject({ rank: 8, alpha: 8, scaling: 1 });
  });

  it("says what each entry reaches, and what stays frozen", () => {
    const plan = planOf({ targetModules: ["q_proj"], layersToTransform: [1, 3] });
    expect(plan.targets).toEqual([
      { entry: "q_proj", field: "targetModules", matched: 2, layers: [1, 3] },
    ]);
    expect(
      plan.frozen.find(({ name }) => name === "model.layers.*.self_attn.q_proj"),
    ).toMatchObject({ modules: 30, kind: "Linear" });
  });

  it("has the defaults of PEFT for null", () => {
    expect(planOf({}).resolvedTargets).toEqual(["q_proj", "v_proj"]);
  });

  it("saves fewer targets from 20 on", () => {
    expect(planOf({ targetModules: "all-linear" }).resolvedTargets).toEqual(
      ["down_proj", "gate_proj", "k_proj", "o_proj", "q_proj", "up_proj", "v_proj"].sort(),
    );
  });

  it("takes PEFT's rewriting of fused experts", () => {
    const plan = planOf({ r: 8, targetModules: "all-linear" }, qwen);
    expect(
      plan.parameters.map(({ name, rank }) => [name.split(".").at(-1), rank]).slice(0, 3),
    ).toEqual([
      ["gate_up_proj", 16],
      ["down_proj", 8],
      ["weight", 8],
    ]);
    expect(plan.rewritten?.targetParameters).toEqual(["down_proj", "gate.weight", "gate_up_proj"]);
    expect(plan.resolvedTargets).toEqual([...attention].sort());
  });

  it("reads the layer index as each release does", () => {
    const tree = treeOf({
      model_type: "llama",
      architectures: ["LlamaModel"],
      num_hidden_layers: 3,
    });
    const input = { targetModules: ["q_proj"], layersToTransform: [1], layersPattern: "layers" };
    expect(planOf(input, tree).modules.map(({ name }) => name)).toEqual([
      "layers.1.self_attn.q_proj",
    ]);
    expect(codesOf(input, tree, { peftVersion: "0.20" })).toEqual(["plan-nothing-adapted"]);
  });
});

describe("findings on the model", () => {
  it.each([
    ["plan-entry-unmatched", { targetModules: ["q_proj", "c_attn"] }, llama],
    ["plan-module-unsupported", { targetModules: ["self_attn"] }, llama],
    ["plan-nothing-adapted", { targetModules: ["c_attn"] }, llama],
    ["plan-layer-absent", { targetModules: ["q_proj"], layersToTransform: [31, 32] }, llama],
    ["plan-key-unmatched", { targetModules: ["q_proj"], rankPattern: { k_proj: 2 } }, llama],
    ["plan-experts-half", { targetModules: ["up_proj"] }, qwen],
    ["plan-experts-rewritten", { targetModules: ["up_proj", "gate_proj"] }, qwen],
    ["plan-adapter-large", { r: 1000, targetModules: "all-linear" }, llama],
  ] as const)("%s", (code, input, tree) => {
    expect(codesOf(input as never, tree)).toContain(code);
  });

  it("are none where nothing is odd", () => {
    expect(codesOf({ targetModules: attention })).toEqual([]);
  });

  it("have a fix for a misspelt entry", () => {
    const result = checkPlan(loraConfig({ targetModules: ["q_proj", "v_prj"] }), llama);
    expect(result.diagnostics[0]).toMatchObject({
      code: "plan-entry-unmatched",
      severity: "warning",
      path: ["targetModules", 1],
      peftPath: ["target_modules", 1],
      data: { entry: "v_prj", meant: "v_proj" },
      hint: 'Did you mean "v_proj"?',
    });
  });

  it("throw where planAdapter is asked for what PEFT refuses", () => {
    expect(() => planOf({ targetModules: ["mlp"] })).toThrow(PeftConfigError);
  });

  it("never throw, whatever the config is", () => {
    for (const config of [
      {},
      { peftType: "LORA", targetModules: 8 },
      { targetModules: ["(", ""] },
    ]) {
      expect(() => checkPlan(config as never, llama)).not.toThrow();
    }
  });
});
