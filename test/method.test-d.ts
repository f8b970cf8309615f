import { expectTypeOf, test } from "vitest";
import type { LoraConfig } from "../src/config/types.ts";
import { type Method, recommendConfig, recommendMethod } from "../src/method.ts";
import { defineRankPolicy } from "../src/rank.ts";

/** Takes an input without building it. */
declare const recommend: typeof recommendConfig;
declare const maybe: boolean;

test("a method is one of four", () => {
  expectTypeOf(recommendMethod({ priority: "quality" }).method).toEqualTypeOf<Method>();
  // @ts-expect-error there is no such priority
  expectTypeOf(() => recommendMethod({ priority: "speed" })).toBeFunction();
});

test("a recommended config is a LoRA config", () => {
  expectTypeOf(recommendConfig).returns.toEqualTypeOf<LoraConfig>();
});

test("datasetSize is needed", () => {
  recommend({ datasetSize: 800 });
  // @ts-expect-error no size, no rank
  recommend({ r: 8 });
});

test("a policy of any ranks may choose", () => {
  recommend({ datasetSize: 1, rankPolicy: defineRankPolicy({ tiers: [{ rank: 4 }] }) });
});

test("what DoRA excludes needs useDora: false", () => {
  recommend({ datasetSize: 800, useDora: maybe, r: 8, useRslora: true });
  recommend({ datasetSize: 800, useDora: false, kasaConfig: {} });
  // @ts-expect-error two variants
  recommend({ datasetSize: 800, kasaConfig: {} });
  // Perhaps two variants: the builder tells.
  recommend({ datasetSize: 800, useDora: maybe, kasaConfig: {} });
  recommend({ datasetSize: 800, useDora: false, loraBias: true });
  // @ts-expect-error DoRA takes no loraBias
  recommend({ datasetSize: 800, loraBias: true });
});
