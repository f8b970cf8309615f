import { describe, expect, it } from "vitest";
import { exampleCall, exampleValue, parseExample } from "../../docs/generate/example.ts";
import { facts } from "../../docs/generate/facts.ts";
import { checkSelectiveLora } from "../../src/build/selective.ts";
import { severityOf } from "../../src/finding/finding.ts";
import { selectionFacts } from "../../src/layer/facts.ts";
import {
  everyNthLayer,
  exceptLayers,
  lastLayers,
  layerRange,
  layersFrom,
} from "../../src/layer/selection.ts";
import { rewordDiagnostic } from "../../src/reword.ts";

const codesOfSelections = selectionFacts.map(({ code }) => code);
const selectionExamples = facts().filter(({ code }) =>
  (codesOfSelections as readonly string[]).includes(code),
);

/** What is found in an example, with targets that break no other rule. */
const findIn = (example: (typeof selectionExamples)[number]["breaks"]) => {
  if (example === null) throw new Error("no example");
  const input = exampleValue(example) as object;
  return checkSelectiveLora({ targetModules: ["q_proj"], ...input }).diagnostics;
};

describe("the codes of selecting layers", () => {
  it("are listed once, with an example each", () => {
    expect(new Set(codesOfSelections).size).toBe(codesOfSelections.length);
    expect(codesOfSelections).toHaveLength(17);
    for (const code of codesOfSelections) expect(code).toMatch(/^(layers|model)(-[a-z]+)+$/);
    for (const { breaks, keeps } of selectionExamples) {
      expect([breaks?.form, keeps?.form]).toEqual(["selection", "selection"]);
    }
  });

  it.each(selectionExamples)("$code is found where it is broken, and only there", (fact) => {
    const { code, stage, breaks, keeps } = fact;
    const severity = severityOf(stage, "written");
    expect(findIn(breaks)).toMatchObject([{ code, stage, severity, raises: null }]);
    expect(findIn(keeps).map((diagnostic) => diagnostic.code)).not.toContain(code);
  });

  it("are shown as calls of checkSelectiveLora", () => {
    const example = parseExample("selection { layers: layersFrom(2), totalLayers: 2 }");
    expect(exampleCall(example)).toBe(
      "checkSelectiveLora({ layers: layersFrom(2), totalLayers: 2 })",
    );
    expect(exampleValue(example)).toEqual({ layers: layersFrom(2), totalLayers: 2 });
  });
});

describe("the outcome of a selection", () => {
  const outcomeOf = (layers: unknown) =>
    checkSelectiveLora({ targetModules: ["q_proj"], layers, totalLayers: 3 }).diagnostics.map(
      ({ stage, raises, severity }) => [stage, raises, severity],
    );
  const refused = ["injection", "NoMatchingPeftModuleError", "error"];
  const stricter = ["strict", null, "error"];

  it.each([
    [[3]],
    [[-1]],
    [[1.5]],
    [["1"]],
    [[null]],
    [layerRange(3, 5)],
    [[Number.POSITIVE_INFINITY]],
  ])("is that of PEFT if no layer is left: %j", (layers) => {
    expect(outcomeOf(layers)).toEqual([refused]);
  });

  it("is the same for each fault of a list", () => {
    expect(outcomeOf([3, -1, 0.5])).toEqual([refused, refused, refused]);
    expect(outcomeOf([3, -1, 0.5, 0])).toEqual([stricter, stricter, stricter]);
  });

  it.each([
    [[2, 3]],
    [[-1, 0]],
    [[1.5, 1]],
    [["1", 2]],
    // Python's True is 1.
    [[true]],
    [layerRange(2, 5)],
    [lastLayers(4)],
  ])("is ours alone if PEFT silently adapts the rest: %j", (layers) => {
    expect(outcomeOf(layers)).toEqual([stricter]);
  });

  it.each([[layersFrom(3)], [everyNthLayer(2, 7)], [[]]])(
    "is ours alone if the list is empty, so that PEFT adapts all layers: %j",
    (layers) => {
      expect(outcomeOf(layers)).toEqual([stricter]);
    },
  );

  it.each([[exceptLayers(3)], [exceptLayers(layerRange(3, 5))], [exceptLayers(layersFrom(3))]])(
    "is ours alone within exceptLayers, which PEFT never sees: %j",
    (layers) => {
      expect(outcomeOf(layers)).toEqual([stricter]);
    },
  );
});

describe("a finding about a selection", () => {
  it("has data that is plain, and that its words can be made from again", () => {
    const model = { model_type: "t5", num_layers: 12, num_decoder_layers: 6 };
    const input = { layers: [5], model, side: "encoder", layersToTransform: [1] };
    const { diagnostics } = checkSelectiveLora({ targetModules: ["q"], ...input });
    const revived = JSON.parse(JSON.stringify(diagnostics)) as typeof diagnostics;
    expect(revived).toEqual(diagnostics);
    const words = (language: "typescript" | "json" | "python") =>
      revived.map((diagnostic) => {
        const { message, hint } = rewordDiagnostic(diagnostic, language);
        return [message, hint];
      });
    expect(words("typescript")).toEqual(diagnostics.map(({ message, hint }) => [message, hint]));
    expect(words("json")).toEqual([
      [
        'layers determines "layers_to_transform"; the two cannot be combined.',
        'Leave out "layers_to_transform".',
      ],
      [
        'PEFT also adapts layers with the same indices in decoder if "target_modules" match there.',
        'To leave out decoder, write "exclude_modules": ".*decoder.*".',
      ],
    ]);
    expect(words("python")[1]).toEqual([
      "PEFT also adapts layers with the same indices in decoder if target_modules match there.",
      'To leave out decoder, write exclude_modules=".*decoder.*".',
    ]);
  });
});
