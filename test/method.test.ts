import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { doraConfig } from "../src/build/dora-config.ts";
import { loraConfig } from "../src/build/lora-config.ts";
import { engineIds } from "../src/engine/engine-list.ts";
import { servability } from "../src/engine/servability.ts";
import { PeftConfigError } from "../src/finding/error.ts";
import {
  type Evidence,
  type MethodNeed,
  type RecommendConfigInput,
  recommendConfig,
  recommendMethod,
} from "../src/method.ts";
import { defineRankPolicy, recommendRank } from "../src/rank.ts";

const statements = (evidence: readonly Evidence[]) =>
  evidence.map(({ statement }) => statement).join("\n");

const priorities = ["start", "quality", "parameter-economy", "retention"] as const;

describe("recommendMethod", () => {
  test.each([
    ["start", "lora", "loraConfig"],
    ["quality", "dora", "doraConfig"],
    ["parameter-economy", "adalora", "adaLoraConfig"],
    ["retention", "selected-layers", "selectiveLoraConfig"],
  ] as const)("%s: %s, built by %s", (priority, method, builder) => {
    const advice = recommendMethod({ priority });
    expect(advice.method).toBe(method);
    expect(advice.builder).toBe(builder);
    expect(advice.ruledOut).toEqual([]);
  });

  test.each(priorities)("%s: reasons and counter-evidence, each with its source", (priority) => {
    const { reasons, counterEvidence, requirements } = recommendMethod({ priority });
    expect(reasons[0]?.source).toBe("course chapter on advanced LoRA techniques");
    expect(counterEvidence.length).toBeGreaterThan(0);
    for (const { statement, source } of [...reasons, ...counterEvidence, ...requirements]) {
      expect(statement).toMatch(/^\S.{20,}\.$/);
      expect(source).toMatch(/^\S.{10,}$/);
    }
  });

  test("says what DoRA cost in PEFT's benchmark", () => {
    const { counterEvidence } = recommendMethod({ priority: "quality" });
    expect(counterEvidence[0]).toEqual({
      statement:
        "At r = 32 it took 1.26 times as long as LoRA (1191 s against 942 s) and 2 GiB more (22.85 against 20.76) without gain: 46.9 % against 47.8 %.",
      source:
        "PEFT method_comparison/MetaMathQA, July 2026: Llama-3.2-3B, q_proj and v_proj, one NVIDIA L40S",
    });
  });

  test("says what AdaLoRA reached, and what weakened it there", () => {
    const { counterEvidence } = recommendMethod({ priority: "parameter-economy" });
    expect(statements(counterEvidence)).toMatch(/it reached 37 %, LoRA at r = 32 47\.8 %/);
    expect(statements(counterEvidence)).toMatch(/loraAlpha = 8 .* no taskType/);
  });

  test("says what AdaLoRA needs", () => {
    const { requirements } = recommendMethod({ priority: "parameter-economy" });
    expect(statements(requirements)).toMatch(/totalStep.*\n.*update_and_allocate/);
  });

  test.each([
    ["quality", "dora", /^vLLM 0\.28 refuses useDora at load.*can be served anywhere\.$/],
    ["parameter-economy", "adalora", /^vLLM 0\.28 refuses AdaLoRA at load/],
  ] as const)("%s served by vLLM: LoRA, since vLLM cannot load %s", (priority, method, reason) => {
    const advice = recommendMethod({ priority, serving: "vllm" });
    expect(advice.method).toBe("lora");
    expect(advice.reasons).toEqual(recommendMethod({ priority: "start" }).reasons);
    expect(advice.ruledOut.map((ruled) => ruled.method)).toEqual([method]);
    expect(statements(advice.ruledOut)).toMatch(reason);
  });

  test("LoRA and selected layers can be served by vLLM", () => {
    expect(recommendMethod({ priority: "start", serving: "vllm" }).method).toBe("lora");
    const { method, ruledOut } = recommendMethod({ priority: "retention", serving: "vllm" });
    expect([method, ruledOut]).toEqual(["selected-layers", []]);
  });

  test.each(engineIds)("agrees with the table of %s", (engine) => {
    const config = doraConfig({ targetModules: ["q_proj", "v_proj"] });
    const { verdict, findings } = servability(config, { engine });
    const { ruledOut, counterEvidence, method } = recommendMethod({
      priority: "quality",
      serving: engine,
    });
    expect(method).toBe(verdict === "refuses" || verdict === "alters" ? "lora" : "dora");
    const told = statements([...ruledOut, ...counterEvidence]);
    for (const { message } of findings.slice(0, 1)) expect(told).toContain(message);
  });

  test("selected layers are not served by TGI, and nothing of PEFT by mlx-lm", () => {
    const retention = recommendMethod({ priority: "retention", serving: "tgi" });
    expect([retention.method, retention.ruledOut[0]?.method]).toEqual(["lora", "selected-layers"]);
    const { method, ruledOut, counterEvidence } = recommendMethod({
      priority: "start",
      serving: "mlx-lm",
    });
    expect([method, ruledOut]).toEqual(["lora", []]);
    expect(statements(counterEvidence)).toMatch(
      /mlx-lm 0\.32\.0 refuses an adapter of PEFT at load/,
    );
  });

  test("AdaLoRA needs a known number of steps; the others do not", () => {
    const unknown = { totalStepKnown: false };
    const advice = recommendMethod({ priority: "parameter-economy", ...unknown });
    expect(advice.method).toBe("lora");
    expect(statements(advice.ruledOut)).toMatch(
      /^Without totalStep, the number of steps, PEFT's constructor raises ValueError/,
    );
    expect(recommendMethod({ priority: "quality", ...unknown }).method).toBe("dora");
    expect(recommendMethod({ priority: "parameter-economy", totalStepKnown: true }).method).toBe(
      "adalora",
    );
  });

  test("a method can be ruled out twice", () => {
    const need = { priority: "parameter-economy", serving: "vllm", totalStepKnown: false } as const;
    expect(recommendMethod(need).ruledOut).toHaveLength(2);
  });

  test("is plain data, the same after JSON", () => {
    const advice = recommendMethod({ priority: "quality", serving: "vllm" });
    expect(JSON.parse(JSON.stringify(advice))).toStrictEqual(advice);
  });

  test.each<[unknown, string]>([
    [
      { priority: "speed" },
      'priority is "speed": write one of "start", "quality", "parameter-economy", "retention"',
    ],
    [
      { priority: "toString" },
      'priority is "toString": write one of "start", "quality", "parameter-economy", "retention"',
    ],
    [
      null,
      'priority is undefined: write one of "start", "quality", "parameter-economy", "retention"',
    ],
    [
      { priority: "start", serving: "vlm" },
      `serving is "vlm": write one of "merged", ${engineIds.map((id) => `"${id}"`).join(", ")}`,
    ],
  ])("refuses %o", (need, message) => {
    expect(() => recommendMethod(need as MethodNeed)).toThrow(new RangeError(message));
  });
});

describe("recommendConfig", () => {
  const projections = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"];

  test("is the chapter's DoRA config", () => {
    expect(recommendConfig({ datasetSize: 3000 })).toStrictEqual(
      doraConfig({
        r: 16,
        loraAlpha: 32,
        loraDropout: 0.05,
        bias: "none",
        taskType: "CAUSAL_LM",
        targetModules: projections,
      }),
    );
  });

  test("useDora: false gives the same as plain LoRA", () => {
    const dora = recommendConfig({ datasetSize: 3000 });
    const plain = recommendConfig({ datasetSize: 3000, useDora: false });
    expect(plain).toStrictEqual({ ...dora, useDora: false });
  });

  test.each([
    [{}, 32, 64],
    [{ r: 4 }, 4, 8],
    [{ r: 4, loraAlpha: 4 }, 4, 4],
    [{ loraAlpha: 16 }, 32, 16],
    [{ r: undefined, loraAlpha: undefined }, 32, 64],
  ])("15000 examples and %o: rank %d, alpha %d", (overrides, r, loraAlpha) => {
    const config = recommendConfig({ datasetSize: 15000, ...overrides });
    expect([config.r, config.loraAlpha]).toEqual([r, loraAlpha]);
  });

  test("every choice can be overridden, and undefined overrides none", () => {
    const own = {
      loraDropout: 0,
      bias: "all",
      taskType: "SEQ_CLS",
      useDora: false,
      targetModules: "all-linear",
      useRslora: true,
    } as const;
    expect(recommendConfig({ datasetSize: 800, ...own })).toStrictEqual(
      loraConfig({ ...own, r: 8, loraAlpha: 16 }),
    );
    const none = Object.fromEntries(Object.keys(own).map((field) => [field, undefined]));
    expect(recommendConfig({ datasetSize: 800, ...none })).toStrictEqual(
      recommendConfig({ datasetSize: 800 }),
    );
  });

  test("asks the rank policy it is given", () => {
    const rankPolicy = defineRankPolicy({ tiers: [{ below: 100, rank: 2 }, { rank: 6 }] });
    expect(recommendConfig({ datasetSize: 99, rankPolicy }).r).toBe(2);
    expect(recommendConfig({ datasetSize: 100, rankPolicy }).loraAlpha).toBe(12);
  });

  test("another variant needs useDora: false", () => {
    const input = { datasetSize: 800, kasaConfig: {} };
    expect(() => recommendConfig(input as RecommendConfigInput)).toThrow(/variants-exclusive/);
    const config = recommendConfig({ ...input, useDora: false });
    expect(config.kasaConfig).not.toBeNull();
  });

  test.each([Number.NaN, -1, 1.5, "800", null, undefined])(
    "refuses datasetSize %o as recommendRank does",
    (datasetSize) => {
      const message = /^datasetSize is .*: write the number of examples, an integer from 0$/;
      const size = datasetSize as number;
      expect(() => recommendRank(size)).toThrow(message);
      expect(() => recommendConfig({ datasetSize: size, r: 8 })).toThrow(RangeError);
      expect(() => recommendConfig({ datasetSize: size, r: 8 })).toThrow(message);
    },
  );

  test.each([null, undefined, 3000, "3000"])("refuses %o, which has no datasetSize", (input) => {
    expect(() => recommendConfig(input as unknown as RecommendConfigInput)).toThrow(
      /^datasetSize is undefined/,
    );
  });

  test.each([0, -4, 1.5, Number.NaN])("r = %d is one error, not one of alpha too", (r) => {
    try {
      recommendConfig({ datasetSize: 800, r });
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(PeftConfigError);
      expect((error as PeftConfigError).diagnostics.map(({ path }) => path)).toEqual([["r"]]);
    }
  });

  test("a misspelt field is refused", () => {
    const input = { datasetSize: 800, lora_alpha: 16 };
    expect(() => recommendConfig(input as RecommendConfigInput)).toThrow(/loraAlpha/);
  });

  test("the rank is recommendRank's and alpha twice that, for every size", () => {
    fc.assert(
      fc.property(fc.nat(100000), (datasetSize) => {
        const { r, loraAlpha, useDora } = recommendConfig({ datasetSize });
        expect([r, loraAlpha, useDora]).toEqual([recommendRank(datasetSize), 2 * r, true]);
      }),
    );
  });
});
