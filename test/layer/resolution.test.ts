import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PeftConfigError } from "../../src/finding/error.ts";
import { resolveLayers } from "../../src/layer/resolution.ts";
import {
  everyNthLayer,
  exceptLayers,
  firstLayers,
  type LayerChoice,
  lastFraction,
  lastLayers,
  layerRange,
  layersFrom,
} from "../../src/layer/selection.ts";

/** The findings of a selection that is refused, as code, place and words. */
function refused(selection: unknown, totalLayers: unknown) {
  try {
    resolveLayers(selection as LayerChoice, totalLayers as number);
  } catch (error) {
    if (error instanceof PeftConfigError) return error.diagnostics;
    throw error;
  }
  throw new Error("not refused");
}

/** The codes of a selection that is refused. */
const codes = (selection: unknown, totalLayers: unknown) =>
  refused(selection, totalLayers).map(({ code }) => code);

/** What the kind of a selection may be, as a message lists it. */
const kinds = '"first", "last", "from", "range", "every", "fraction" or "except"';

const upTo = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => from + index);

describe("resolveLayers", () => {
  it("resolves the chapter's example: 40 layers from 20 on", () => {
    expect(resolveLayers(layersFrom(20), 40)).toEqual(upTo(20, 40));
    expect(resolveLayers(layerRange(20, 40), 40)).toEqual(upTo(20, 40));
  });

  it.each<[LayerChoice, number, readonly number[]]>([
    [firstLayers(3), 8, [0, 1, 2]],
    [firstLayers(8), 8, upTo(0, 8)],
    [lastLayers(3), 8, [5, 6, 7]],
    [lastLayers(8), 8, upTo(0, 8)],
    [layersFrom(0), 3, [0, 1, 2]],
    [layersFrom(2), 3, [2]],
    [layerRange(2, 5), 8, [2, 3, 4]],
    [layerRange(0, 1), 1, [0]],
    [everyNthLayer(3), 8, [0, 3, 6]],
    [everyNthLayer(3, 2), 8, [2, 5]],
    [everyNthLayer(2, 7), 8, [7]],
    [everyNthLayer(100), 8, [0]],
    [{ kind: "every", step: 4 }, 8, [0, 4]],
    [lastFraction(1), 3, [0, 1, 2]],
    [lastFraction(0.5), 8, [4, 5, 6, 7]],
    [exceptLayers(0, 1), 4, [2, 3]],
    [exceptLayers([3, 1]), 4, [0, 2]],
    [exceptLayers(firstLayers(3)), 4, [3]],
    [exceptLayers(exceptLayers(0)), 4, [0]],
    [[3, 0, 2], 4, [0, 2, 3]],
  ])("resolves %j of %i layers", (selection, totalLayers, layers) => {
    expect(resolveLayers(selection, totalLayers)).toEqual(layers);
  });

  it.each([
    [0.5, 7, 4, "3.5 is rounded up"],
    [0.5, 5, 3, "2.5 is rounded up"],
    [0.3, 8, 2, "2.4 is rounded down"],
    [0.01, 24, 1, "at least one"],
    [0.55, 100, 55, "not 56, though 0.55 * 100 is 55.00000000000001"],
    [0.07, 100, 7, "not 8, though 0.07 * 100 is 7.000000000000001"],
  ])("takes the last %f of %i layers as %i: %s", (fraction, totalLayers, count) => {
    expect(resolveLayers(lastFraction(fraction), totalLayers)).toHaveLength(count);
  });

  it("leaves the given list as it is", () => {
    const list = Object.freeze([3, 0]);
    expect(resolveLayers(list, 4)).toEqual([0, 3]);
    expect(list).toEqual([3, 0]);
  });
});

describe("resolveLayers, for a selection that does not fit the model,", () => {
  it("tells what PEFT does, and what to write", () => {
    expect(refused(layerRange(20, 40), 24)).toEqual([
      {
        code: "layers-out-of-range",
        severity: "error",
        stage: "strict",
        raises: null,
        path: ["layers"],
        peftPath: ["layers_to_transform"],
        data: {
          fault: "call",
          kind: "range",
          call: "layerRange(20, 40)",
          meant: "layerRange(20, 24)",
          from: 20,
          effect: "adapts-rest",
          total: 24,
          last: 23,
          source: "totalLayers",
        },
        message:
          "layerRange(20, 40) is not within layers 0 to 23 (totalLayers is 24). PEFT silently adapts only layers 20 to 23.",
        hint: "Write layerRange(20, 24); the end is not included.",
      },
    ]);
  });

  it.each<[LayerChoice, string, string]>([
    [
      layersFrom(24),
      "layersFrom(24) is not within layers 0 to 23 (totalLayers is 24), so it selects no layer. PEFT reads an empty list of layers as all layers.",
      "Write layersFrom(start) with start from 0 to 23.",
    ],
    [
      firstLayers(25),
      "firstLayers(25) is not within layers 0 to 23 (totalLayers is 24). PEFT silently adapts only layers 0 to 23.",
      "Write firstLayers(count) with count from 1 to 24.",
    ],
    [
      lastLayers(25),
      "lastLayers(25) is not within layers 0 to 23 (totalLayers is 24). PEFT silently adapts only layers 0 to 23.",
      "Write lastLayers(count) with count from 1 to 24.",
    ],
    [
      layerRange(30, 40),
      "layerRange(30, 40) is not within layers 0 to 23 (totalLayers is 24): get_peft_model raises NoMatchingPeftModuleError.",
      "Write layerRange(from, to) with 0 <= from < to <= 24; the end is not included.",
    ],
    [
      everyNthLayer(2, 24),
      "everyNthLayer(2, 24) is not within layers 0 to 23 (totalLayers is 24), so it selects no layer. PEFT reads an empty list of layers as all layers.",
      "Write everyNthLayer(step, offset) with step from 1 and offset from 0 to 23.",
    ],
    [
      [22, 23, 24, 25, 26, 27],
      "The list contains 24, 25, 26 and 1 more, but the last layer is 23 (totalLayers is 24). PEFT silently ignores indices that match no layer.",
      "Write integers from 0 to 23, each once.",
    ],
    [
      layerRange(23, 25),
      "layerRange(23, 25) is not within layers 0 to 23 (totalLayers is 24). PEFT silently adapts only layers 23 to 23.",
      "Write layerRange(23, 24); the end is not included.",
    ],
    [
      [24],
      "The list contains 24, but the last layer is 23 (totalLayers is 24): get_peft_model raises NoMatchingPeftModuleError.",
      "Write integers from 0 to 23, each once.",
    ],
    [
      exceptLayers(layerRange(20, 40)),
      "layerRange(20, 40) is not within layers 0 to 23 (totalLayers is 24).",
      "Write layerRange(20, 24); the end is not included.",
    ],
    [
      exceptLayers(24),
      "The list contains 24, but the last layer is 23 (totalLayers is 24).",
      "Write integers from 0 to 23, each once.",
    ],
  ])("names what is out of range: %j", (selection, message, hint) => {
    expect(refused(selection, 24)).toMatchObject([{ code: "layers-out-of-range", message, hint }]);
  });

  it("does not let exceptLayers hide a number that does not exist", () => {
    expect(refused(exceptLayers(3, 24), 24)).toMatchObject([
      { code: "layers-out-of-range", path: ["layers", "layers", 1] },
    ]);
  });
});

describe("resolveLayers, for a selection that is empty or malformed,", () => {
  it.each<[unknown, string, readonly (string | number)[], string]>([
    [
      [],
      "layers-empty",
      ["layers"],
      "The list is empty. PEFT reads an empty list of layers as all layers.",
    ],
    [
      firstLayers(0),
      "layers-empty",
      ["layers", "count"],
      "layers.count is 0, but must be an integer from 1. PEFT reads an empty list of layers as all layers.",
    ],
    [
      everyNthLayer(0),
      "layers-empty",
      ["layers", "step"],
      "layers.step is 0, but must be an integer from 1.",
    ],
    [
      layerRange(20, 20),
      "layers-empty",
      ["layers"],
      "layerRange(20, 20) is empty. PEFT reads an empty list of layers as all layers.",
    ],
    [
      exceptLayers(firstLayers(24)),
      "layers-empty",
      ["layers"],
      "exceptLayers leaves out every layer. PEFT reads an empty list of layers as all layers.",
    ],
    [
      layerRange(20, 10),
      "layers-reversed",
      ["layers"],
      "layerRange(20, 10) ends before it starts. PEFT reads an empty list of layers as all layers.",
    ],
    [
      [0, 1, 0],
      "layers-duplicate",
      ["layers", 2],
      "The list repeats 0. PEFT adapts each layer once.",
    ],
    [
      [0, -1],
      "layers-negative",
      ["layers", 1],
      "The list contains -1, but a layer index is an integer from 0. PEFT silently ignores indices that match no layer.",
    ],
    [
      layersFrom(-4),
      "layers-negative",
      ["layers", "start"],
      "layers.start is -4, but must be an integer from 0.",
    ],
    [
      [0, 1.5],
      "layers-fractional",
      ["layers", 1],
      "The list contains 1.5, but a layer index is an integer from 0. PEFT silently ignores indices that match no layer.",
    ],
    [
      lastLayers(2.5),
      "layers-fractional",
      ["layers", "count"],
      "layers.count is 2.5, but must be an integer from 1.",
    ],
    [
      lastFraction(0),
      "layers-fraction",
      ["layers", "fraction"],
      "layers.fraction is 0, but must be a number above 0 and at most 1.",
    ],
    [
      lastFraction(50),
      "layers-fraction",
      ["layers", "fraction"],
      "layers.fraction is 50, but must be a number above 0 and at most 1.",
    ],
  ])("%j is %s", (selection, code, path, message) => {
    expect(refused(selection, 24)).toMatchObject([{ code, path, message }]);
  });

  it("proposes the range that was probably meant", () => {
    expect(refused(layerRange(20, 10), 24)[0]?.hint).toMatch(/^Write layerRange\(10, 20\);/);
  });

  it("reports every fault of a list once, at its first place", () => {
    const list = [1, 1, -1, 0.5, "2", null, 24, 1, Number.NaN];
    expect(refused(list, 24).map(({ code, path }) => [code, path[1]])).toEqual([
      ["layers-duplicate", 1],
      ["layers-negative", 2],
      ["layers-fractional", 3],
      ["layers-invalid", 4],
      ["layers-out-of-range", 6],
    ]);
    expect(refused(list, 24)[3]?.message).toBe(
      'The list contains "2", null and NaN, but a layer index is an integer from 0. PEFT silently ignores indices that match no layer.',
    );
  });

  it("reports a wrong selection and a wrong total together", () => {
    expect(codes(layersFrom(0.5), 0)).toEqual(["layers-total", "layers-fractional"]);
    expect(codes([-1], Number.NaN)).toEqual(["layers-total", "layers-negative"]);
    expect(codes(layersFrom(3), undefined)).toEqual(["layers-total"]);
    expect(codes(exceptLayers(3), "24")).toEqual(["layers-total"]);
    expect(codes([3], 24n)).toEqual(["layers-total"]);
    expect(refused(layersFrom(0.5), 0)[1]?.hint).toBe(
      "Write layersFrom(start) with start from 0 to totalLayers - 1.",
    );
    expect(refused(layerRange(3, 3), 0)[1]?.hint).toMatch(
      /layerRange\(from, to\) with 0 <= from < to <= totalLayers;/,
    );
  });
});

describe("resolveLayers, for what comes from a user's JSON,", () => {
  it.each([
    [null, "layers is null, but must be a selection or a list of layer indices."],
    ["all", 'layers is "all", but must be a selection or a list of layer indices.'],
    [20, "layers is 20, but must be a selection or a list of layer indices."],
    [
      new Date(0),
      "layers is an instance of Date, but must be a selection or a list of layer indices.",
    ],
    [{}, `layers.kind is undefined, but must be ${kinds}.`],
    [{ kind: "toString" }, `layers.kind is "toString", but must be ${kinds}.`],
    [{ kind: 3 }, `layers.kind is 3, but must be ${kinds}.`],
    [{ kind: "first" }, "layers.count is undefined, but must be an integer from 1."],
    [{ kind: "first", count: "3" }, 'layers.count is "3", but must be an integer from 1.'],
    [{ kind: "first", count: null }, "layers.count is null, but must be an integer from 1."],
    [
      { kind: "last", count: Number.POSITIVE_INFINITY },
      "layers.count is Infinity, but must be an integer from 1.",
    ],
    [
      { kind: "fraction", fraction: Number.NaN },
      "layers.fraction is NaN, but must be a number above 0 and at most 1.",
    ],
    [
      { kind: "fraction", fraction: "0.5" },
      'layers.fraction is "0.5", but must be a number above 0 and at most 1.',
    ],
    [{ kind: "every", step: 2, ofset: 1 }, "layers.ofset is not a parameter of everyNthLayer."],
    [
      { kind: "except" },
      "layers.layers is undefined, but must be a selection or a list of layer indices.",
    ],
    [{ kind: "except", layers: [0], not: 1 }, "layers.not is not a parameter of exceptLayers."],
  ])("%j is not a selection", (selection, message) => {
    expect(refused(selection, 24)).toMatchObject([{ code: "layers-invalid", message }]);
  });

  it("reports both an unknown parameter and a value that does not fit", () => {
    const selection = { kind: "first", count: 25, of: "layers" };
    expect(codes(selection, 24)).toEqual(["layers-invalid", "layers-out-of-range"]);
    expect(refused(selection, 24)[0]?.hint).toBe(
      "Write firstLayers(count) with count from 1 to 24.",
    );
    expect(refused(lastFraction(2), 24)[0]?.hint).toBe(
      "Write lastFraction(0.5), or another fraction above 0 and at most 1.",
    );
  });

  it("looks into the holes of a list, and not into one that is too long", () => {
    const hole = [0];
    hole[2] = 1;
    expect(refused(hole, 24)).toMatchObject([
      {
        path: ["layers", 1],
        message:
          "The list contains undefined, but a layer index is an integer from 0. PEFT silently ignores indices that match no layer.",
      },
    ]);
    expect(refused(new Array(10_001), 24)).toMatchObject([
      {
        message:
          "The list contains undefined, but a layer index is an integer from 0: get_peft_model raises NoMatchingPeftModuleError.",
      },
    ]);
  });

  it("survives what throws, and what has no end", () => {
    const throwing = {
      get kind(): string {
        throw new Error("no");
      },
    };
    const endless: Record<string, unknown> = { kind: "except" };
    endless.layers = endless;
    const message = "Reading layers, totalLayers, model or side threw an exception.";
    expect(refused(throwing, 24)).toMatchObject([{ code: "layers-invalid", message }]);
    expect(refused(endless, 24)).toMatchObject([
      {
        code: "layers-invalid",
        message: "exceptLayers is nested more than 16 levels deep.",
      },
    ]);
  });

  it("refuses more layers than any model has, at once", () => {
    expect(resolveLayers(lastLayers(1), 10_000)).toEqual([9_999]);
    for (const total of [10_001, 1e9, Number.MAX_VALUE, Number.POSITIVE_INFINITY, 2.5, -1, 0]) {
      expect(codes(layersFrom(0), total)).toEqual(["layers-total"]);
    }
    expect(refused(firstLayers(1), 1e9)[0]?.message).toBe(
      "totalLayers is 1000000000, but must be an integer from 1 to 10000.",
    );
  });

  it("answers any JSON with layers or findings", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (selection, total) => {
        try {
          resolveLayers(selection as LayerChoice, total as number);
        } catch (error) {
          expect(error).toBeInstanceOf(PeftConfigError);
        }
      }),
    );
  });
});

describe("properties of resolveLayers", () => {
  const total = fc.integer({ min: 1, max: 200 });
  const layer = total.chain((count) =>
    fc.record({ count: fc.constant(count), index: fc.nat(count - 1) }),
  );
  const share = fc.double({ min: 0.001, max: 1, noNaN: true });
  const simple = fc
    .record({ layer, share, step: fc.integer({ min: 1, max: 50 }) })
    .chain(({ layer: { count, index }, share: fraction, step }) =>
      fc.record({
        count: fc.constant(count),
        selection: fc.constantFrom<LayerChoice>(
          firstLayers(index + 1),
          lastLayers(index + 1),
          layersFrom(index),
          layerRange(index, count),
          everyNthLayer(step, index),
          lastFraction(fraction),
          [index],
        ),
      }),
    );

  it("gives ascending numbers, each once, all of them layers", () => {
    fc.assert(
      fc.property(simple, ({ selection, count }) => {
        const layers = resolveLayers(selection, count);
        expect(layers.length).toBeGreaterThan(0);
        for (const [place, number] of layers.entries()) {
          expect(Number.isInteger(number) && number >= 0 && number < count).toBe(true);
          if (place > 0) expect(number).toBeGreaterThan(layers[place - 1] ?? Number.NaN);
        }
      }),
    );
  });

  it("parts the layers in two with exceptLayers", () => {
    fc.assert(
      fc.property(simple, ({ selection, count }) => {
        const chosen = resolveLayers(selection, count);
        fc.pre(chosen.length < count);
        const others = resolveLayers(exceptLayers(selection as [LayerChoice][0]), count);
        expect([...chosen, ...others].sort((a, b) => a - b)).toEqual(upTo(0, count));
      }),
    );
  });

  it("has several ways to say the same", () => {
    fc.assert(
      fc.property(layer, ({ count, index }) => {
        const upper = resolveLayers(layersFrom(index), count);
        expect(resolveLayers(lastLayers(count - index), count)).toEqual(upper);
        expect(resolveLayers(layerRange(index, count), count)).toEqual(upper);
        expect(resolveLayers(everyNthLayer(1, index), count)).toEqual(upper);
        expect(resolveLayers(upper, count)).toEqual(upper);
        if (index > 0) {
          expect(resolveLayers(exceptLayers(firstLayers(index)), count)).toEqual(upper);
        }
      }),
    );
  });

  it("survives JSON", () => {
    fc.assert(
      fc.property(simple, ({ selection, count }) => {
        const revived = JSON.parse(JSON.stringify(selection)) as LayerChoice;
        expect(resolveLayers(revived, count)).toEqual(resolveLayers(selection, count));
      }),
    );
  });
});
