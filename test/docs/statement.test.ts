import { describe, expect, it } from "vitest";
import { states, Thrown } from "./statement.ts";

/** The tests of the documentation are worth what they notice. */
describe("a comment", () => {
  it.each([
    ["16", 16],
    ["-1", -1],
    ["16, and its type is 8 | 16", 16],
    ["false: PEFT raises a KeyError", false],
    ["undefined", undefined],
    ["null", null],
    ['"a, b"', "a, b"],
    ["'say \"r\"'", 'say "r"'],
    ['"PEFT …"', "PEFT does it"],
    ["[1, 2, 3]", [1, 2, 3]],
    ["[20, 21, …, 39]", [20, 21, 22, 38, 39]],
    ["[\n  1,\n  2,\n]", [1, 2]],
    ['{ path: ["r"], … }', { code: "x", path: ["r"] }],
    ['{ "q_proj": 4 }', { q_proj: 4 }],
    ["from peft import LoraConfig\n\nconfig = …", "from peft import LoraConfig\n\nconfig = 1\n"],
    ["throws RangeError: rank …", new Thrown(new RangeError("rank is 0"))],
  ])("%j states it", (comment, value) => expect(states(comment, value)).toBe(true));

  it.each([
    ["16", 8],
    ["16", "16"],
    ["16, or 8", 8],
    ["true", false],
    ["undefined", null],
    ['"a"', "b"],
    ["[1, 2]", [1, 2, 3]],
    ["[20, …, 39]", [20, 21]],
    ["{ a: 1 }", { a: 1, b: 2 }],
    ["{ a: 1, … }", { b: 2 }],
    ["prose", 16],
    ["prose", "other prose"],
    ["16", new Thrown(new Error("16"))],
    ["throws RangeError: rank", new Thrown(new TypeError("rank"))],
  ])("%j does not", (comment, value) => expect(states(comment, value)).toBe(false));
});
