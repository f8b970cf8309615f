import { describe, expectTypeOf, it } from "vitest";
import { checkSelectiveLora, selectiveLoraConfig } from "../../src/build/selective.ts";
import type { LoraConfig } from "../../src/config/types.ts";
import type { CheckResult } from "../../src/finding/check.ts";
import { layersFrom } from "../../src/layer/selection.ts";
import { type LayerStack, layerStack } from "../../src/layer/stack.ts";

const layers = layersFrom(20);
const model = { model_type: "llama", num_hidden_layers: 32 };

describe("selectiveLoraConfig", () => {
  it("takes totalLayers or model", () => {
    expectTypeOf(selectiveLoraConfig({ layers, totalLayers: 40 })).toEqualTypeOf<LoraConfig>();
    selectiveLoraConfig({ layers, model });
    selectiveLoraConfig({ layers, model: JSON.parse("{}") });
    // @ts-expect-error: one of them
    selectiveLoraConfig({ layers });
    // @ts-expect-error: not both
    selectiveLoraConfig({ layers, totalLayers: 32, model });
    // @ts-expect-error: and layers
    selectiveLoraConfig({ totalLayers: 32 });
  });

  it("takes side with a model only", () => {
    selectiveLoraConfig({ layers, model, side: "encoder" });
    // @ts-expect-error: a side is encoder or decoder
    selectiveLoraConfig({ layers, model, side: "middle" });
    // @ts-expect-error: a side of what?
    selectiveLoraConfig({ layers, totalLayers: 40, side: "encoder" });
  });

  it("takes targets as a list", () => {
    selectiveLoraConfig({ layers, totalLayers: 40, targetModules: ["q_proj"] });
    selectiveLoraConfig({ layers, totalLayers: 40, targetModules: null });
    // @ts-expect-error: PEFT cannot limit a pattern to layers
    selectiveLoraConfig({ layers, totalLayers: 40, targetModules: "all-linear" });
    // @ts-expect-error: layers determines it
    selectiveLoraConfig({ layers, totalLayers: 40, layersToTransform: [1] });
  });

  it("takes the other fields in the combinations that PEFT accepts", () => {
    selectiveLoraConfig({ layers: [1, 2], totalLayers: 40, r: 16, useDora: true });
    selectiveLoraConfig({ layers, totalLayers: 40, layersPattern: ["layers", "h"] });
    // @ts-expect-error: one variant at a time
    selectiveLoraConfig({ layers, totalLayers: 40, useDora: true, veloraConfig: {} });
    // @ts-expect-error: an unknown field
    selectiveLoraConfig({ layers, totalLayers: 40, rank: 16 });
  });

  it("checks anything", () => {
    expectTypeOf(checkSelectiveLora).toEqualTypeOf<(input: unknown) => CheckResult<LoraConfig>>();
  });
});

describe("layerStack", () => {
  it("gives what selectiveLoraConfig and a config take", () => {
    expectTypeOf(layerStack(model)).toEqualTypeOf<LayerStack>();
    expectTypeOf<LayerStack["pattern"]>().toExtend<LoraConfig["layersPattern"]>();
    expectTypeOf(layerStack).parameter(0).toEqualTypeOf<unknown>();
  });
});
