import { describe, expectTypeOf, it } from "vitest";
import { adaLoraConfig } from "../../src/build/adalora-config.ts";
import { doraConfig } from "../../src/build/dora-config.ts";
import { loraConfig } from "../../src/build/lora-config.ts";
import { selectiveLoraConfig } from "../../src/build/selective.ts";
import type {
  AdaLoraConfigFields,
  LoraConfigFields,
  LoraConfigInput,
  TaskType,
} from "../../src/config/input.ts";
import type { AdaLoraConfig, LoraConfig } from "../../src/config/types.ts";
import type { PeftConfig } from "../../src/finding/rule.ts";
import { layersFrom } from "../../src/layer/selection.ts";

/** The builders, without being called. */
declare const lora: typeof loraConfig;
declare const dora: typeof doraConfig;
declare const ada: typeof adaLoraConfig;
declare const maybe: boolean;
declare const targets: string | string[];

describe("what the builders return", () => {
  it("is told apart by peftType", () => {
    expectTypeOf(loraConfig).returns.toEqualTypeOf<LoraConfig>();
    expectTypeOf(doraConfig).returns.toEqualTypeOf<LoraConfig>();
    expectTypeOf(adaLoraConfig).returns.toEqualTypeOf<AdaLoraConfig>();
    expectTypeOf<LoraConfig["peftType"]>().toEqualTypeOf<"LORA">();
    expectTypeOf<AdaLoraConfig["peftType"]>().toEqualTypeOf<"ADALORA">();
  });

  it("is readonly", () => {
    // @ts-expect-error a config is not changed
    () => (loraConfig({}).r = 4);
    // @ts-expect-error nor what is in it
    () => (loraConfig({}).rankPattern.q_proj = 4);
  });
});

describe("layers", () => {
  it("go with a list of targets, not with a pattern", () => {
    lora({ targetModules: ["q_proj"], layersToTransform: [1], layersPattern: "layers" });
    lora({ targetModules: "all-linear" });
    lora({ targetModules: targets });
    // @ts-expect-error a string takes no layers
    lora({ targetModules: "all-linear", layersToTransform: [1] });
    // @ts-expect-error a string takes no layersPattern
    lora({ targetModules: ".*q_proj", layersPattern: "layers" });
  });

  it("are needed by a layersPattern", () => {
    lora({ layersToTransform: 3, layersPattern: ["layers", "h"] });
    // @ts-expect-error no layers to count
    lora({ layersPattern: "layers" });
    // @ts-expect-error no layers to count
    ada({ totalStep: 10, layersPattern: "layers" });
  });
});

describe("variants", () => {
  it("come one at a time", () => {
    lora({ useDora: true });
    lora({ useDora: maybe });
    lora({ veloraConfig: {}, useDora: false });
    lora({ montecloraConfig: { numSamples: 4 } });
    lora({ kasaConfig: {} });
    lora({ initLoraWeights: "mica" });
    // @ts-expect-error two variants
    lora({ useDora: true, veloraConfig: {} });
    // @ts-expect-error two variants
    lora({ useDora: true, kasaConfig: { beta: 1 } });
    // @ts-expect-error two variants
    lora({ veloraConfig: {}, kasaConfig: {} });
    // @ts-expect-error two variants
    lora({ useBdlora: {}, aloraInvocationTokens: [1] });
    // @ts-expect-error two variants
    lora({ initLoraWeights: "mica", useDora: true });
  });

  it("leave DoRA without Megatron and without loraBias", () => {
    lora({ megatronConfig: { hidden: 4 } });
    lora({ loraBias: true });
    // @ts-expect-error DoRA is not for Megatron
    lora({ useDora: true, megatronConfig: { hidden: 4 } });
    // @ts-expect-error DoRA has no bias
    lora({ useDora: true, loraBias: true });
    dora({ r: 4, initLoraWeights: "olora" });
    // @ts-expect-error doraConfig says it already
    dora({ useDora: false });
    // @ts-expect-error two variants
    dora({ kasaConfig: {} });
    // @ts-expect-error DoRA has no bias
    dora({ loraBias: true });
  });
});

describe("initialisation", () => {
  it("is a boolean or a name PEFT knows", () => {
    lora({ initLoraWeights: false });
    lora({ initLoraWeights: "gaussian" });
    lora({ initLoraWeights: "pissa_niter_4" });
    // @ts-expect-error not a scheme
    lora({ initLoraWeights: "PiSSA" });
    // @ts-expect-error not a scheme
    lora({ initLoraWeights: "pissa_niter_x" });
  });

  it("by LoftQ comes with its config", () => {
    lora({ initLoraWeights: "loftq", loftqConfig: { loftqBits: 8 } });
    // @ts-expect-error no loftqConfig
    lora({ initLoraWeights: "loftq" });
    // @ts-expect-error PEFT quantises to 4 or 8 bits
    lora({ initLoraWeights: "loftq", loftqConfig: { loftqBits: 3 } });
  });

  it("is a boolean beside loraBias", () => {
    lora({ loraBias: true, initLoraWeights: true });
    // @ts-expect-error a scheme with loraBias
    lora({ loraBias: true, initLoraWeights: "gaussian" });
  });
});

describe("AdaLoRA", () => {
  it("needs totalStep", () => {
    ada({ totalStep: 1000 });
    // @ts-expect-error no totalStep
    ada({ initR: 12 });
    // @ts-expect-error null is not a number of steps
    ada({ totalStep: null });
  });

  it("has none of what it ignores or refuses", () => {
    ada({ totalStep: 1000, initR: 12, loraAlpha: 32, taskType: "CAUSAL_LM" });
    // @ts-expect-error its rank is initR
    ada({ totalStep: 1000, r: 16 });
    // @ts-expect-error no DoRA
    ada({ totalStep: 1000, useDora: true });
    // @ts-expect-error ignored
    ada({ totalStep: 1000, useRslora: true });
    // @ts-expect-error ignored
    ada({ totalStep: 1000, alphaPattern: { q_proj: 4 } });
    // What PEFT has not filled in yet.
    ada({ totalStep: 1000, rankPattern: {} });
    ada({ totalStep: 1000, rankPattern: null });
    // @ts-expect-error refused
    ada({ totalStep: 1000, targetParameters: ["w"] });
  });
});

describe("words", () => {
  it("are completed, and free where PEFT takes any", () => {
    lora({ targetModules: ["q_proj", "my_proj"], bias: "lora_only", taskType: "SEQ_CLS" });
    lora({ targetModules: String.raw`.*\.my_proj` });
    // @ts-expect-error not a bias
    lora({ bias: "foo_only" });
    // @ts-expect-error not a task
    lora({ taskType: "causal_lm" });
    // @ts-expect-error a list, as PEFT reads a string letter by letter
    lora({ modulesToSave: "lm_head" });
  });

  it("that are misspelt are refused", () => {
    // @ts-expect-error loraAlpha
    lora({ lora_alpha: 16 });
    // @ts-expect-error r
    lora({ rank: 16 });
    // @ts-expect-error rho
    lora({ evaConfig: { roh: 2 } });
  });

  it("that are misspelt are refused in a sub-config, and beside what is right", () => {
    // @ts-expect-error loftqBits
    lora({ initLoraWeights: "loftq", loftqConfig: { loftqBits: 4, loftq_iter: 1 } });
    // @ts-expect-error topK
    lora({ arrowConfig: { topk: 3 } });
    // @ts-expect-error loraDropout
    lora({ r: 8, targetModules: ["q_proj"], loraDropuot: 0.1 });
    // @ts-expect-error rho
    dora({ initLoraWeights: "eva", evaConfig: { Rho: 2 } });
    // @ts-expect-error initR
    ada({ totalStep: 10, initialR: 12 });
    // @ts-expect-error totalStep
    ada({ totalSteps: 10 });
  });

  it("may be undefined, which is absent", () => {
    const r: number | undefined = undefined;
    lora({ r, evaConfig: { rho: undefined } });
  });
});

/** What a tool reads from its command line or its form. */
interface Options {
  rank?: number;
  dora?: boolean;
  target?: string[] | "all-linear";
  layers?: number[];
  task?: string;
}
declare const options: Options;
declare const config: LoraConfig;
declare const adaConfig: AdaLoraConfig;
declare const base: LoraConfigInput;
declare const partial: Partial<LoraConfigInput>;
declare const ranks: Record<string, number>;
declare const init: "gaussian" | "pissa" | undefined;

describe("what a tool puts together", () => {
  it("may depend on a condition", () => {
    lora({ r: 8, ...(maybe ? { useDora: true } : {}) });
    lora({ r: 8, ...(maybe && { useDora: true }) });
    lora({ r: 8, useDora: maybe ? true : undefined });
    lora({ targetModules: ["q_proj"], ...(options.layers && { layersToTransform: [0] }) });
    lora({
      targetModules: ["q_proj"],
      ...(options.layers ? { layersToTransform: options.layers } : {}),
    });
    ada({ totalStep: 10, ...(maybe ? { initR: 16 } : {}) });
  });

  it("may have optional fields and booleans", () => {
    lora({ r: options.rank, useDora: options.dora });
    lora({ targetModules: options.target });
    lora({ targetModules: ["q_proj"], layersToTransform: options.layers });
    lora({ taskType: options.task as TaskType });
    lora({ initLoraWeights: init });
    lora({ initLoraWeights: init, loraBias: false });
    lora({ useDora: options.dora, megatronConfig: null, loraBias: false });
    lora({ rankPattern: ranks, alphaPattern: Object.fromEntries([["q_proj", 2]]) });
    // @ts-expect-error a task of PEFT, not any text
    lora({ taskType: options.task });
  });

  it("may be an input or part of one, with fields before and after it", () => {
    lora(base);
    lora(partial);
    lora({ ...partial, loraAlpha: 16 });
    lora({ ...base, useDora: true });
    lora({ ...base, layersToTransform: [0] });
    // @ts-expect-error loraAlpha
    lora({ ...base, lora_alpha: 16 });
    // @ts-expect-error loraAlpha
    lora({ ...partial, alpha: 16 });
  });

  it("may be a config, changed or not", () => {
    lora(config);
    lora({ ...config, useDora: maybe });
    lora({ ...config, initLoraWeights: "pissa" });
    dora({ ...config });
    dora(dora({ r: 8 }));
    ada(adaConfig);
    ada({ ...adaConfig, initR: 16 });
    // @ts-expect-error PEFT does not know this scheme
    lora({ ...config, initLoraWeights: "PiSSA" });
  });

  it("may be constant, or come from a list", () => {
    lora({ targetModules: ["q_proj", "v_proj"] as const, layersToTransform: [0, 1] as const });
    const grid = [
      { r: 8, targetModules: ["q_proj"] },
      { r: 16, useDora: true },
    ];
    grid.map((input) => lora(input));
    const fixed = { r: 8, bias: "lora_only" } as const;
    lora(fixed);
  });

  it("may come through a wrapper", () => {
    const causal = (input: Omit<LoraConfigInput, "taskType">) =>
      lora({ ...input, taskType: "CAUSAL_LM" });
    causal({ r: 8 });
    // @ts-expect-error the wrapper sets it
    causal({ taskType: "SEQ_CLS" });
    const build = (
      method: "lora" | "dora" | "adalora",
      common: Pick<LoraConfigInput, "targetModules" | "taskType">,
    ): PeftConfig => {
      if (method === "adalora") return ada({ ...common, totalStep: 10 });
      return method === "dora" ? dora(common) : lora(common);
    };
    expectTypeOf(build).returns.toEqualTypeOf<PeftConfig>();
  });

  it("may be filled in step by step", () => {
    const fields: LoraConfigFields = {};
    fields.r = options.rank;
    fields.targetModules = options.target;
    if (maybe) fields.initLoraWeights = "pissa";
    lora(fields);
    dora({ ...fields, loraAlpha: 16 });
    // @ts-expect-error not a field
    fields.rank = 8;
    // @ts-expect-error not a scheme
    fields.initLoraWeights = "PiSSA";
    const steps: AdaLoraConfigFields = { initR: 12 };
    steps.totalStep = 1000;
    ada({ ...steps, totalStep: 1000 });
    // @ts-expect-error totalStep may still be missing
    ada(steps);
  });

  it("is refused where it is a literal conflict all the same", () => {
    // @ts-expect-error two variants
    lora({ ...config, useDora: true, useBdlora: {} });
    // @ts-expect-error two variants
    lora({ useDora: true, useBdlora: {}, r: options.rank });
    // @ts-expect-error a string takes no layers
    lora({ ...partial, targetModules: "all-linear", layersPattern: "layers" });
    // @ts-expect-error no loftqConfig
    lora({ initLoraWeights: "loftq", r: options.rank });
    // @ts-expect-error no DoRA
    ada({ totalStep: 10, useDora: true, initR: options.rank });
    // @ts-expect-error not a bias
    lora({ ...base, bias: "lora" });
  });

  it("is refused where its type promises any key, or any value", () => {
    // @ts-expect-error strings are not ranks
    lora({ r: "x" } as Record<string, string>);
    // @ts-expect-error a number is not an input
    lora(8);
    // @ts-expect-error nor is a list
    lora([base]);
  });

  it("may select layers", () => {
    const layers = layersFrom(1);
    selectiveLoraConfig({ layers, targetModules: ["q_proj"], totalLayers: 12 });
    selectiveLoraConfig({ layers, totalLayers: 12, r: options.rank, useDora: options.dora });
  });
});
