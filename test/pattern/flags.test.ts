import { describe, expect, test } from "vitest";
import { readFlags } from "../../src/pattern/flags.ts";
import { Reader } from "../../src/pattern/reader.ts";
import { faultOf } from "./fault.ts";

/** Reads inline flags as they stand behind `(?`. */
function read(source: string, flags = "") {
  const reader = new Reader(source);
  return readFlags(reader, reader.take(), flags);
}

describe("readFlags", () => {
  test.each([
    ["i)", "", ["i", true]],
    ["sx)", "i", ["isx", true]],
    ["i:a)", "", ["i", false]],
    ["i:a)", "s", ["is", false]],
    ["-i:a)", "is", ["s", false]],
    ["m-is:a)", "isx", ["mx", false]],
    ["u:a)", "ai", ["ui", false]],
    ["a:a)", "i", ["ai", false]],
  ])("reads %j where %j are in force", (source, flags, result) => {
    expect(read(source, flags)).toEqual(result);
  });

  test("takes the sign that ends them", () => {
    const reader = new Reader("i:q");
    readFlags(reader, reader.take(), "");
    expect(reader.next).toBe("q");
  });

  test.each([
    ["i", "missing -, : or )", 1],
    ["i1)", "missing -, : or )", 1],
    ["iz)", "unknown flag", 1],
    ["-)", "missing flag", 1],
    ["-i)", "missing :", 2],
    ["i-i:", "bad inline flags: flag turned on and off", 3],
    ["-a:", "bad inline flags: cannot turn off flags 'a', 'u' and 'L'", 2],
    ["L:", "bad inline flags: cannot use 'L' flag with a str pattern", 1],
    ["ua:", "bad inline flags: flags 'a', 'u' and 'L' are incompatible", 2],
    ["t:", undefined, undefined],
  ])("refuses %j: %s", (source, message, position) => {
    expect(faultOf(() => read(source))).toEqual([message, position]);
  });
});
