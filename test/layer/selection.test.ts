import { describe, expect, it } from "vitest";
import {
  everyNthLayer,
  exceptLayers,
  firstLayers,
  lastFraction,
  lastLayers,
  layerRange,
  layersFrom,
} from "../../src/layer/selection.ts";

describe("a selection", () => {
  it.each([
    [firstLayers(3), { kind: "first", count: 3 }],
    [lastLayers(3), { kind: "last", count: 3 }],
    [layersFrom(20), { kind: "from", start: 20 }],
    [layerRange(20, 40), { kind: "range", from: 20, to: 40 }],
    [everyNthLayer(2), { kind: "every", step: 2, offset: 0 }],
    [everyNthLayer(2, 1), { kind: "every", step: 2, offset: 1 }],
    [lastFraction(0.5), { kind: "fraction", fraction: 0.5 }],
    [exceptLayers(0, 1), { kind: "except", layers: [0, 1] }],
    [exceptLayers([0, 1]), { kind: "except", layers: [0, 1] }],
    [exceptLayers(firstLayers(2)), { kind: "except", layers: { kind: "first", count: 2 } }],
    [exceptLayers(), { kind: "except", layers: [] }],
  ])("is plain JSON: %j", (selection, json) => {
    expect(selection).toStrictEqual(json);
    expect(JSON.parse(JSON.stringify(selection))).toStrictEqual(json);
  });
});
