import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { check } from "../../src/finding/check.ts";
import { fromPeftDict } from "../../src/peft/dict.ts";

const codes = (input: unknown) => check(input).diagnostics.map(({ code }) => code);
const first = (input: unknown) => check(input).diagnostics[0];

describe("check", () => {
  it("fills in PEFT's defaults", () => {
    const result = check({ r: 16, loraAlpha: 32 });
    expect(result).toMatchObject({ ok: true, diagnostics: [] });
    expect(result.ok && result.config).toMatchObject({
      peftType: "LORA",
      peftVersion: "0.21.2",
      r: 16,
      loraAlpha: 32,
      loraDropout: 0,
      loftqConfig: {},
      rankPattern: {},
      runtimeConfig: { ephemeralGpuOffload: false },
    });
  });

  it("reports all problems, in the order of the fields", () => {
    expect(
      check({
        lora_alpha: 1,
        bias: "nope",
        r: "8",
        initLoraWeights: "eva",
        evaConfig: { rho: 0, rhoo: 1 },
      }).diagnostics.map(({ code, path }) => [code, ...path]),
    ).toEqual([
      ["wrong-type", "r"],
      ["bias-unknown", "bias"],
      ["eva-rho-below-one", "evaConfig", "rho"],
      ["unknown-key", "evaConfig", "rhoo"],
      ["unknown-key", "lora_alpha"],
    ]);
  });

  it("reports a finding in full", () => {
    expect(first({ evaConfig: { rho: 0.5 }, initLoraWeights: "eva" })).toEqual({
      code: "eva-rho-below-one",
      severity: "error",
      stage: "construction",
      raises: "ValueError",
      path: ["evaConfig", "rho"],
      peftPath: ["eva_config", "rho"],
      data: { value: 0.5, bounds: { minimum: 1 }, meant: null },
      message:
        "evaConfig.rho is 0.5, but must be at least 1: PEFT's constructor raises ValueError.",
      hint: "Write a value that is at least 1.",
    });
  });

  it.each([
    ["lora_alpha", "loraAlpha"],
    ["loraRank", "r"],
    ["rank", "r"],
    ["LORA_R", "r"],
    ["alpha", "loraAlpha"],
    ["target_module", "targetModules"],
    ["tragetModules", "targetModules"],
    ["dora", "useDora"],
    ["lora_drop_out", "loraDropout"],
  ])("proposes for %s the name %s", (key, name) => {
    expect(first({ [key]: 1 })).toMatchObject({
      code: "unknown-key",
      hint: `Did you mean ${name}?`,
    });
  });

  it("proposes nothing far-fetched", () => {
    expect(first({ colour: 1 })?.hint).toBe("Remove it.");
  });

  it("proposes the nearest word", () => {
    expect(first({ taskType: "causal_lm" })?.hint).toBe('Did you mean "CAUSAL_LM"?');
    expect(first({ r: "16" })?.hint).toBe("Write 16 without quotes.");
  });

  it("takes undefined for absent", () => {
    expect(check({ r: undefined })).toEqual(check({}));
  });

  it("does not follow up on a field that could not be read", () => {
    expect(
      codes({ peftType: "ADALORA", taskType: "SEQ_CLS", totalStep: "9", targetModules: ["q"] }),
    ).toEqual(["wrong-type"]);
  });

  it("keeps nothing of its input", () => {
    const input = { targetModules: ["q_proj"], megatronConfig: { a: [1] }, rankPattern: { q: 4 } };
    const result = check(input);
    input.targetModules.push("v_proj");
    input.megatronConfig.a.push(2);
    input.rankPattern.q = 8;
    expect(result.ok && result.config).toMatchObject({
      targetModules: ["q_proj"],
      megatronConfig: { a: [1] },
      rankPattern: { q: 4 },
    });
  });

  it("gives the same config when it checks a config", () => {
    const result = check({
      initLoraWeights: "eva",
      targetModules: ["b", "a"],
      rankPattern: { q: 4 },
    });
    expect(result.ok && check(result.config)).toMatchObject({
      config: result.ok && result.config,
      diagnostics: [],
    });
  });
});

describe("what is not a config", () => {
  class Config {
    r = 8;
  }
  const odd: readonly (readonly [text: string, input: unknown])[] = [
    ["undefined", undefined],
    ["a function", () => 1],
    ["a symbol", Symbol("r")],
    ["a bigint", 1n],
    ["an empty list", []],
    ["a list", [1]],
    ["an instance of Date", new Date(0)],
    ["an instance of Config", new Config()],
    ["an instance of Map", new Map()],
  ];
  it.each<readonly [text: string, input: unknown, told: unknown]>([
    ["null", null, null],
    ["8", 8, 8],
    ['"lora"', "lora", "lora"],
    ...odd.map(([is, input]) => [is, input, { is }] as const),
  ])("is answered with a diagnostic: %s", (text, input, told) => {
    expect(check(input)).toEqual({
      ok: false,
      diagnostics: [
        {
          code: "not-an-object",
          severity: "error",
          stage: "construction",
          raises: null,
          path: [],
          peftPath: [],
          data: { value: told },
          message: `A config is a plain object, but this is ${text}.`,
          hint: "Pass an object with r: 16.",
        },
      ],
    });
  });

  it("may be without a prototype, or of another realm", () => {
    expect(check(Object.assign(Object.create(null), { r: 4 })).ok).toBe(true);
    expect(check(structuredClone({ r: 4 })).ok).toBe(true);
  });

  it("is a proxy that throws", () => {
    const trap = () => {
      throw new Error("trap");
    };
    expect(check(new Proxy({}, { ownKeys: trap })).ok).toBe(false);
    expect(check(new Proxy({}, { getPrototypeOf: trap })).ok).toBe(false);
    expect(first(new Proxy({ r: 4 }, { get: trap }))).toMatchObject({
      code: "unreadable",
      path: ["r"],
    });
  });

  it("has what JSON cannot hold", () => {
    expect(codes({ megatronConfig: { a: new Date(0) } })).toEqual(["wrong-type"]);
    expect(codes({ megatronConfig: { a: Number.NaN } })).toEqual(["wrong-type"]);
    expect(codes({ rankPattern: new Map([["q", 4]]) })).toEqual(["wrong-type"]);
    const endless: { self?: object } = {};
    endless.self = endless;
    expect(codes({ megatronConfig: endless })).toEqual(["wrong-type"]);
  });

  it("has __proto__ as a key, which stays a key", () => {
    const input: unknown = JSON.parse(
      '{ "__proto__": { "r": 4 }, "rankPattern": { "__proto__": 4 } }',
    );
    expect(codes(input)).toEqual(["unknown-key"]);
    const result = check(JSON.parse('{ "rankPattern": { "__proto__": 4 } }'));
    expect(result.ok && Object.entries(result.config.rankPattern ?? {})).toEqual([
      ["__proto__", 4],
    ]);
  });

  it("inherits what someone gave to all objects, which is not read", () => {
    const prototype = Object.prototype as unknown as Record<string, unknown>;
    prototype.r = 4;
    try {
      const result = check({ loraAlpha: 32 });
      expect(result.ok && result.config.r).toBe(8);
    } finally {
      delete prototype.r;
    }
  });
});

describe("fromPeftDict", () => {
  it("uses PEFT's names, as a JSON file writes them", () => {
    expect(
      fromPeftDict({ peft_type: "LORA", use_dora: true, lora_bias: true }).diagnostics[0],
    ).toEqual({
      code: "lora-bias-with-dora",
      severity: "error",
      stage: "construction",
      raises: "ValueError",
      path: ["loraBias"],
      peftPath: ["lora_bias"],
      data: {
        field: "loraBias",
        value: true,
        other: "useDora",
        otherValue: true,
        label: "LoRA",
      },
      message:
        '"lora_bias" and "use_dora" cannot be combined: PEFT\'s constructor raises ValueError.',
      hint: 'Leave out "lora_bias" or "use_dora".',
    });
  });

  it("loads what PEFT loads, with a warning where it is odd", () => {
    const result = fromPeftDict({
      peft_type: "LORA",
      fan_in_fan_out: null,
      use_rslora: 1,
      enable_lora: null,
      lora_dropout: -1,
      eva_config: { rho: 2, colour: "red" },
    });
    expect(result.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ["dropout-negative", "warning"],
      ["boolean-spelling", "warning"],
      ["boolean-spelling", "warning"],
      ["unknown-key", "warning"],
      ["init-config-ignored", "warning"],
      ["unknown-key", "warning"],
    ]);
    expect(result.ok && result.config).toMatchObject({ fanInFanOut: false, useRslora: true });
  });

  it("knows that a bare parameter takes no MiCA, however it is spelt", () => {
    const codes = (fields: object) =>
      check({ initLoraWeights: "MiCA", ...fields }).diagnostics.map(({ code }) => code);
    expect(codes({ targetModules: ["q_proj"] })).toEqual(["init-spelling"]);
    expect(codes({ targetModules: [], targetParameters: ["q_proj.weight"] })).toEqual([
      "init-unknown",
    ]);
  });

  it("asks of init_lora_weights what PEFT asks, which is not always the same as of true", () => {
    const judged = (dict: object) => {
      const { ok, diagnostics } = fromPeftDict({ target_modules: ["q_proj"], ...dict });
      return [ok, ...diagnostics.map(({ code }) => code)];
    };
    const ada = { peft_type: "ADALORA", task_type: "CAUSAL_LM", total_step: 100, tfinal: 10 };
    const spelt = "boolean-spelling";
    expect(judged({ init_lora_weights: 1 })).toEqual([false, spelt, "init-unknown"]);
    expect(judged({ ...ada, init_lora_weights: 1 })).toEqual([true, spelt]);
    for (const init_lora_weights of [0, null]) {
      expect(judged({ init_lora_weights })).toEqual([true, spelt]);
      expect(fromPeftDict({ init_lora_weights })).toMatchObject({
        config: { initLoraWeights: false },
      });
    }
    expect(judged({ lora_bias: true, init_lora_weights: 0 })).toEqual([true, spelt]);
    expect(judged({ lora_bias: true, init_lora_weights: null })).toEqual([
      false,
      spelt,
      "lora-bias-with-init",
    ]);
  });

  it("takes a loftq_config for given, whatever is in it, as PEFT does", () => {
    const codes = (dict: object) => fromPeftDict(dict).diagnostics.map(({ code }) => code);
    const loftq_config = { colour: 1 };
    expect(codes({ peft_type: "LORA", loftq_config })).toEqual([
      "unknown-key",
      "loftq-config-ignored",
    ]);
    expect(codes({ peft_type: "LORA", init_lora_weights: "loftq", loftq_config })).toEqual([
      "unknown-key",
      "loftq-config-partial",
      "loftq-config-partial",
    ]);
  });

  it("refuses what PEFT refuses to load", () => {
    expect(fromPeftDict({ peft_type: "ADALORA" }).ok).toBe(false);
    expect(fromPeftDict({ monteclora_config: { colour: 1 } }).diagnostics[0]).toMatchObject({
      code: "unknown-key",
      severity: "error",
    });
  });
});

describe("whatever it is given", () => {
  it("check answers, and its config checks to itself", () => {
    const names = [
      "r",
      "targetModules",
      "loraDropout",
      "evaConfig",
      "rankPattern",
      "totalStep",
      "peftType",
    ];
    const key = fc.oneof(fc.constantFrom(...names), fc.string());
    const input = fc.oneof(fc.anything(), fc.dictionary(key, fc.anything()));
    fc.assert(
      fc.property(input, (value) => {
        const result = check(value);
        if (!result.ok) {
          expect(result.diagnostics.some(({ severity }) => severity === "error")).toBe(true);
        } else {
          const again = check(result.config);
          expect(again.ok && again.config).toEqual(result.config);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
