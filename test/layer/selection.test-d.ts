import { describe, expectTypeOf, it } from "vitest";
import { resolveLayers } from "../../src/layer/resolution.ts";
import {
  everyNthLayer,
  exceptLayers,
  firstLayers,
  type LayerChoice,
  type LayerSelection,
  layersFrom,
} from "../../src/layer/selection.ts";

describe("selections", () => {
  it("are told apart by kind", () => {
    expectTypeOf<LayerSelection["kind"]>().toEqualTypeOf<
      "first" | "last" | "from" | "range" | "every" | "fraction" | "except"
    >();
    expectTypeOf<Extract<LayerSelection, { kind: "range" }>>().toEqualTypeOf<{
      readonly kind: "range";
      readonly from: number;
      readonly to: number;
    }>();
  });

  it("are made by the functions, and may be written by hand", () => {
    expectTypeOf(firstLayers(1)).toEqualTypeOf<LayerSelection>();
    expectTypeOf(everyNthLayer).parameters.toEqualTypeOf<[step: number, offset?: number]>();
    expectTypeOf({ kind: "every", step: 2 } as const).toExtend<LayerChoice>();
    // @ts-expect-error: first has a count
    ({ kind: "first", start: 2 }) satisfies LayerSelection;
    // @ts-expect-error: there is no such kind
    ({ kind: "middle", count: 2 }) satisfies LayerSelection;
  });

  it("are left out one by one, as a list or as a selection", () => {
    exceptLayers(0, 1);
    exceptLayers([0, 1] as const);
    exceptLayers(layersFrom(20));
    // @ts-expect-error: one selection only
    exceptLayers(layersFrom(20), layersFrom(30));
    // @ts-expect-error: numbers or a list, not both
    exceptLayers([0, 1], 2);
  });

  it("are resolved to numbers", () => {
    expectTypeOf(resolveLayers(layersFrom(20), 40)).toEqualTypeOf<readonly number[]>();
    expectTypeOf(resolveLayers([1, 2] as const, 40)).toEqualTypeOf<readonly number[]>();
    // @ts-expect-error: layers are numbers
    resolveLayers(["1"], 40);
    // @ts-expect-error: how many there are
    resolveLayers(layersFrom(20));
  });
});
