import { describe, expect, it } from "vitest";
import { readModuleTree } from "../../src/model/dump.ts";

const dump = {
  format: "peft-config/tree@1",
  torch: "2.15.0",
  transformers: "5.23.0",
  class: "Tiny",
  modelType: "tiny",
  inputEmbedding: "embed",
  outputEmbedding: "head",
  aliases: [],
  tied: { "head.weight": "embed.weight" },
  modules: [
    ["", "Tiny", null, { scale: [[1], "float32"] }],
    ["embed", "Embedding", "Embedding", { weight: [[10, 4], "float32"] }],
    ["parts", "ModuleList", "ModuleList", {}],
    ["parts.0", "Conv1d", "Conv1d", { weight: [[4, 1, 3], "float32"] }, { groups: 4 }],
    ["head", "Linear", "Linear", { weight: [[10, 4], "float32"] }],
  ],
};

const problemsOf = (json: unknown) => {
  const result = readModuleTree(json);
  return result.ok ? [] : result.problems.map(({ code, path }) => [code, ...path]);
};

describe("readModuleTree", () => {
  it("reads a dump, parsed or as text", () => {
    const expected = {
      ok: true,
      tree: {
        basis: "dump",
        modelType: "tiny",
        transformers: "5.23.0",
        modules: [
          { name: "", kind: null, parameters: { scale: [1] } },
          { name: "embed", kind: "Embedding", parameters: { weight: [10, 4] } },
          { name: "parts", kind: null, parameters: {} },
          { name: "parts.0", kind: "Conv1d", parameters: { weight: [4, 1, 3] }, groups: 4 },
          { name: "head", kind: "Linear", parameters: { weight: [10, 4] } },
        ],
        tied: { "head.weight": "embed.weight" },
        inputEmbedding: "embed",
        outputEmbedding: "head",
        uncertain: [],
      },
    };
    expect(readModuleTree(dump)).toEqual(expected);
    expect(readModuleTree(JSON.stringify(dump))).toEqual(expected);
  });

  it.each([
    [undefined, ["model-invalid"]],
    ["{", ["model-invalid"]],
    [[], ["model-invalid"]],
    [{ ...dump, format: "peft-config/tree@2" }, ["model-invalid", "format"]],
    [{ ...dump, modules: {} }, ["model-invalid", "modules"]],
    [{ ...dump, modules: [7] }, ["model-invalid", "modules", 0]],
    [{ ...dump, modules: [["", "A", 7, {}]] }, ["model-invalid", "modules", 0, 2]],
    [{ ...dump, modules: [["x", "A", null, {}]] }, ["model-invalid", "modules", 0, 0]],
    [{ ...dump, modules: [[7, "A", null, {}]] }, ["model-invalid", "modules", 0, 0]],
    [{ ...dump, modules: [["", "A", null, 7]] }, ["model-invalid", "modules", 0, 3]],
    [{ ...dump, modelType: 7 }, ["model-invalid", "modelType"]],
    [{ ...dump, outputEmbedding: "nowhere" }, ["model-invalid", "outputEmbedding"]],
    [{ ...dump, tied: 7 }, ["model-invalid", "tied"]],
    [{ ...dump, tied: { a: "nowhere" } }, ["model-invalid", "tied", "a"]],
  ])("names what is wrong with %j", (json, problem) => {
    expect(problemsOf(json)).toEqual([problem]);
  });

  it.each([7, [[-1]], [[1.5]], [[2 ** 40, 2 ** 40]], [Array(17).fill(1)]])(
    "refuses the shape in %j",
    (value) => {
      const modules = [["", "A", null, { weight: value }]];
      expect(problemsOf({ ...dump, modules })).toEqual([
        ["model-invalid", "modules", 0, 3, "weight", 0],
      ]);
    },
  );

  it("bounds what it reads and what it reports", () => {
    const row = ["", "A", null, {}];
    expect(problemsOf({ ...dump, modules: Array(1_000_001).fill(row) })).toEqual([
      ["model-too-large", "modules"],
    ]);
    expect(problemsOf({ ...dump, modules: Array(1000).fill(row) })).toHaveLength(20);
    const crowd = Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [i, [[1]]]));
    expect(problemsOf({ ...dump, modules: [["", "A", null, crowd]] })).toEqual([
      ["model-too-large", "modules", 0, 3],
    ]);
  });
});
