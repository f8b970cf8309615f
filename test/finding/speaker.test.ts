import { describe, expect, it } from "vitest";
import { type Language, listText, pathText, speakerOf } from "../../src/finding/speaker.ts";

const languages: readonly Language[] = ["typescript", "json", "python"];

describe("a speaker", () => {
  it("is the same each time", () => {
    expect(speakerOf("json")).toBe(speakerOf("json"));
  });

  it.each([
    ["r", "r", '"r"', "r"],
    ["loraAlpha", "loraAlpha", '"lora_alpha"', "lora_alpha"],
    ["initR", "initR", '"init_r"', "init_r"],
    // PEFT's one name in camel case.
    ["deltaT", "deltaT", '"deltaT"', "deltaT"],
    ["targetModulesBdA", "targetModulesBdA", '"target_modules_bd_a"', "target_modules_bd_a"],
  ])("names the field %s", (field, ...expected) => {
    expect(languages.map((language) => speakerOf(language).name(field))).toEqual(expected);
  });

  it.each([
    [["r"], "r", '"r"', "r"],
    [["targetModules", 2], "targetModules[2]", '"target_modules"[2]', "target_modules[2]"],
    [["evaConfig", "rho"], "evaConfig.rho", '"rho" in "eva_config"', "eva_config.rho"],
    [
      ["rankPattern", "model.layers.0"],
      'rankPattern["model.layers.0"]',
      '"model.layers.0" in "rank_pattern"',
      'rank_pattern["model.layers.0"]',
    ],
    [[], "", "", ""],
  ])("names the place %j", (path, ...expected) => {
    expect(languages.map((language) => speakerOf(language).place(path))).toEqual(expected);
  });

  it.each([
    [null, "null", "null", "None"],
    [false, "false", "false", "False"],
    [0.5, "0.5", "0.5", "0.5"],
    ['a "b"', '"a \\"b\\""', '"a \\"b\\""', '"a \\"b\\""'],
    [{ is: "a list" }, "a list", "a list", "a list"],
    [[true, null], "[true, null]", "[true, null]", "[True, None]"],
    // A text that reads like a constant is none.
    ["true", '"true"', '"true"', '"true"'],
  ])("writes the value %j", (value, ...expected) => {
    expect(languages.map((language) => speakerOf(language).value(value))).toEqual(expected);
  });

  it.each([
    ["useDora", true, "useDora: true", '"use_dora": true', "use_dora=True"],
    ["evaConfig", {}, "evaConfig: {}", '"eva_config": {}', "eva_config=EvaConfig()"],
    [
      "loftqConfig",
      { loftqBits: 4, loftqIter: 1 },
      "loftqConfig: { loftqBits: 4, loftqIter: 1 }",
      '"loftq_config": { "loftq_bits": 4, "loftq_iter": 1 }',
      "loftq_config=LoftQConfig(loftq_bits=4, loftq_iter=1)",
    ],
    ["targetModules", [], "targetModules: []", '"target_modules": []', "target_modules=[]"],
  ])("writes the setting %s: %j", (field, value, ...expected) => {
    expect(languages.map((language) => speakerOf(language).setting(field, value))).toEqual(
      expected,
    );
  });

  it("shortens a text of any length", () => {
    for (const language of languages) {
      expect(speakerOf(language).value("x".repeat(1e6)).length).toBeLessThan(300);
      expect(speakerOf(language).place(["rankPattern", "x".repeat(1e6)]).length).toBeLessThan(300);
    }
  });
});

describe("pathText", () => {
  it.each([
    [["evaConfig", "rho"], "evaConfig.rho"],
    [["layerReplication", 0, 1], "layerReplication[0][1]"],
    [["a.b"], '["a.b"]'],
    [["rankPattern", ""], 'rankPattern[""]'],
  ])("writes %j as in TypeScript", (path, text) => {
    expect(pathText(path)).toBe(text);
  });
});

describe("listText", () => {
  it.each([
    [[], ""],
    [["a"], "a"],
    [["a", "b"], "a and b"],
    [["a", "b", "c"], "a, b and c"],
  ])("lists %j as in a sentence", (texts, text) => {
    expect(listText(texts)).toBe(text);
  });

  it("takes another conjunction", () => {
    expect(listText(["a", "b", "c"], "or")).toBe("a, b or c");
  });
});
