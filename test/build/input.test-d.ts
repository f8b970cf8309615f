import { describe, expectTypeOf, it } from "vitest";
import { adaLoraConfig } from "../../src/build/adalora-config.ts";
import { doraConfig } from "../../src/build/dora-config.ts";
import { loraConfig } from "../../src/build/lora-config.ts";
import type { AdaLoraConfig, LoraConfig } from "../../src/config/types.ts";

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

  it("may be undefined, which is absent", () => {
    const r: number | undefined = undefined;
    lora({ r, evaConfig: { rho: undefined } });
  });
});
