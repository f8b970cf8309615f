import { describe, expect, test } from "vitest";
import { readJson } from "../../src/file/decoder.ts";
import { type JsonNode, jsonPointer, memberOf, nodeAt, toValue } from "../../src/file/node.ts";

function node(text: string): JsonNode {
  const { value } = readJson(text);
  if (value === null) throw new Error(`not JSON: ${text}`);
  return value;
}

describe("toValue", () => {
  test("the last of repeated keys wins, in the place of the first, as in Python", () => {
    expect(JSON.stringify(toValue(node('{"a": 1, "b": 2, "a": 3}')))).toBe('{"a":3,"b":2}');
  });

  test("a key __proto__ is an own one and changes no prototype", () => {
    const value = toValue(node('{"__proto__": {"x": 1}, "a": {"__proto__": null}}'));
    expect(Object.keys(value as object)).toEqual(["__proto__", "a"]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(JSON.stringify(value)).toBe('{"__proto__":{"x":1},"a":{"__proto__":null}}');
  });

  test("reads 990 levels", () => {
    const text = `${'{"a":['.repeat(495)}0${"]}".repeat(495)}`;
    expect(JSON.stringify(toValue(node(text)))).toBe(text);
  });
});

describe("nodeAt", () => {
  const root = node('{"a": [1, {"b": 2}], "a": [3], "0": 4, "c": null}');

  test.each([
    [[], "object"],
    [["a"], "array"],
    [["a", 0], "int"],
    [["c"], "null"],
  ] as const)("finds %j", (path, kind) => {
    expect(nodeAt(root, path)?.kind).toBe(kind);
  });

  test("finds the entry that counts", () => {
    expect(nodeAt(root, ["a", 0])?.value).toBe(3);
  });

  test.each([
    [["b"]],
    [["a", 1]],
    [["a", "0"]],
    [[0]],
    [["c", "d"]],
    [["a", 0, 0]],
    [["a", -1]],
  ] as const)("finds nothing at %j", (path) => {
    expect(nodeAt(root, path)).toBeUndefined();
  });

  test("knows no keys but the text's own", () => {
    expect(nodeAt(root, ["constructor"])).toBeUndefined();
    expect(nodeAt(root, ["a", "length"] as never)).toBeUndefined();
  });
});

describe("memberOf", () => {
  test("gives the place of the key", () => {
    const root = node('{"a": 1, "a": 2}');
    expect(root.kind === "object" && memberOf(root, "a")).toMatchObject({ start: 9, end: 12 });
  });
});

describe("jsonPointer", () => {
  test("escapes as RFC 6901 says", () => {
    expect(jsonPointer([])).toBe("");
    expect(jsonPointer(["a/b", 0, "m~n", ""])).toBe("/a~1b/0/m~0n/");
  });
});
