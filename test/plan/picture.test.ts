import { describe, expect, it } from "vitest";
import {
  adapterFileSize,
  explainCapacity,
  planSvg,
  trainableLine,
  trainingMemory,
} from "../../src/plan.ts";
import { planOf, treeOf } from "./trees.ts";

const plan = planOf({ targetModules: ["q_proj", "v_proj"] });

describe("trainableLine", () => {
  it("is PEFT's", () => {
    expect(trainableLine(plan)).toBe(
      "trainable params: 4,194,304 || all params: 6,742,609,920 || trainable%: 0.0622",
    );
  });

  it("rounds ties to the even digit, as Python does", () => {
    expect(trainableLine({ trainable: 1, total: 3200 })).toContain("trainable%: 0.0312");
    expect(trainableLine({ trainable: 3, total: 3200 })).toContain("trainable%: 0.0938");
  });

  it("has no share of nothing", () => {
    expect(() => trainableLine({ trainable: 0, total: 0 })).toThrow(RangeError);
  });
});

describe("sizes", () => {
  it("count four bytes for each number of the adapter", () => {
    expect(adapterFileSize(plan).tensorBytes).toBe(4_194_304 * 4);
  });

  it("show their arithmetic", () => {
    const { parts, bytes } = trainingMemory(plan, { optimizer: "adamw-8bit" });
    expect(parts.map(({ part }) => part)).toEqual(["weights", "adapter", "gradients", "optimizer"]);
    expect(bytes).toBe(6_738_415_616 * 2 + 4_194_304 * (4 + 4 + 2));
  });

  it("quantise Linear layers only", () => {
    const options = { base: { quantization: "bitsandbytes-4bit" } } as const;
    const small = planOf({ targetModules: ["q_proj"] }, undefined, options);
    const [weights] = trainingMemory(small).parts;
    expect(weights?.bytes).toBeLessThan(6_738_415_616 * 0.7);
  });
});

describe("explainCapacity", () => {
  it("sets the bits of the data against those of the adapter", () => {
    const tree = treeOf({
      model_type: "llama",
      architectures: ["LlamaForCausalLM"],
      num_key_value_heads: 8,
      intermediate_size: 14336,
      vocab_size: 128256,
    });
    const all = planOf({ r: 16, targetModules: "all-linear" }, tree);
    const { parametersPerRank, views, holds } = explainCapacity(all, { examples: 50_000 });
    expect(parametersPerRank).toBe(2_621_440);
    expect(holds).toBe(true);
    expect(views.map(({ rank }) => Number(rank.toFixed(1)))).toEqual([1.9, 3.8, 48, 16]);
  });
});

describe("planSvg", () => {
  it("draws a rectangle for each run of layers, and escapes names", () => {
    const tree = {
      ...treeOf({ model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2 }),
      modelType: '"<script>',
    };
    const svg = planSvg(planOf({ targetModules: ["q_proj"] }, tree));
    expect(svg).toContain("self_attn.q_proj, layers 0 to 1: rank 8");
    expect(svg).toContain("self_attn.k_proj, layers 0 to 1: frozen");
    expect(svg).not.toContain("<script>");
    expect(svg).toContain("prefers-color-scheme:dark");
  });

  it("stays small for a model of 94 layers", () => {
    const tree = treeOf({
      model_type: "llama",
      architectures: ["LlamaForCausalLM"],
      num_hidden_layers: 94,
    });
    expect(planSvg(planOf({ targetModules: "all-linear" }, tree)).length).toBeLessThan(20_000);
  });
});
