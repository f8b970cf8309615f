import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Edit } from "../../src/file/change.ts";
import { applyEdits, type WriteJson } from "../../src/file/edit.ts";
import { readJson } from "../../src/file/json.ts";
import { type JsonNode, type JsonValue, nodeAt } from "../../src/file/node.ts";
import { type Spelled, spelled, spelledObject, writtenObject } from "./texts.ts";

/** Python's json.dumps(value, indent=…, separators=…) for what these tests write. */
const write: WriteJson<JsonValue> = (value, { indent, comma, colon }) => {
  if (indent !== "" || typeof value !== "object" || value === null) {
    return JSON.stringify(value, null, indent);
  }
  const nested = { indent, comma, colon };
  return Array.isArray(value)
    ? `[${value.map((item: JsonValue) => write(item, nested)).join(comma)}]`
    : `{${Object.entries(value)
        .map(([key, item]) => JSON.stringify(key) + colon + write(item, nested))
        .join(comma)}}`;
};

function edited(text: string, ...edits: Edit<JsonValue>[]): string {
  const { value } = readJson(text);
  if (value === null) throw new Error(`not JSON: ${text}`);
  return applyEdits(text, value, edits, write);
}

const set = (path: Edit<JsonValue>["path"], value: JsonValue) =>
  ({ op: "set", path, value }) as const;
const insert = (path: Edit<JsonValue>["path"], value: JsonValue) =>
  ({ op: "insert", path, value }) as const;
const remove = (...path: Edit<JsonValue>["path"]) => ({ op: "remove", path }) as const;

/** An edit of a text, and the text after it. */
type Example = [name: string, before: string, edits: Edit<JsonValue>[], after: string];

const sets: Example[] = [
  [
    "a number",
    '{"a": 1.50, "r": 8, "z": 1e-05}',
    [set(["r"], 16)],
    '{"a": 1.50, "r": 16, "z": 1e-05}',
  ],
  ["an inner value", '{"a": {"b": [1, 2.0]}}', [set(["a", "b", 1], 3)], '{"a": {"b": [1, 3]}}'],
  ["the whole value", " [1]\n", [set([], { a: 1 })], ' {"a": 1}\n'],
  ["the last of repeated keys", '{"r": 1, "r": 2}', [set(["r"], 3)], '{"r": 1, "r": 3}'],
  [
    "a list of several lines, indented like the file",
    '{\r\n    "a": [\r\n        1\r\n    ],\r\n    "r": 8\r\n}\r\n',
    [set(["a"], [1, [2]])],
    '{\r\n    "a": [\r\n        1,\r\n        [\r\n            2\r\n        ]\r\n    ],\r\n    "r": 8\r\n}\r\n',
  ],
  [
    "a list of one line by one of one line",
    '{\n  "a": ["q_proj"]\n}',
    [set(["a"], ["k_proj", "v_proj"])],
    '{\n  "a": ["k_proj", "v_proj"]\n}',
  ],
  [
    "a list in a minified file",
    '{"a":["q"],"b":1}',
    [set(["a"], ["k", "v"])],
    '{"a":["k","v"],"b":1}',
  ],
  [
    "an empty list by one of several lines",
    '{\n  "a": []\n}',
    [set(["a"], ["q"])],
    '{\n  "a": [\n    "q"\n  ]\n}',
  ],
  [
    "a value in an object of one line by a list of one line",
    '{\n  "a": {"b": 1, "c": 2}\n}',
    [set(["a", "b"], [1, 2]), set(["a", "c"], [])],
    '{\n  "a": {"b": [1, 2], "c": []}\n}',
  ],
  ["the same place twice: the last counts", "[1]", [set([0], 2), set([0], 3)], "[3]"],
  ["what was removed: it is there again", '{"a": 1}', [remove("a"), set(["a"], 2)], '{"a": 2}'],
  ["a value, after edits inside it", '{"a": [1]}', [set(["a", 0], 2), set(["a"], 3)], '{"a": 3}'],
];

const additions: Example[] = [
  [
    "a key where keys are in order: in its place",
    '{\n  "bias": "none",\n  "r": 8\n}',
    [set(["lora_alpha"], 16)],
    '{\n  "bias": "none",\n  "lora_alpha": 16,\n  "r": 8\n}',
  ],
  [
    "a key before all others",
    '{\n  "b": 1\n}',
    [set(["a"], 0), set(["aa"], [0])],
    '{\n  "a": 0,\n  "aa": [\n    0\n  ],\n  "b": 1\n}',
  ],
  [
    "keys behind all others",
    '{\n  "b": 1\n}\n',
    [set(["d"], 4), set(["c"], 3)],
    '{\n  "b": 1,\n  "c": 3,\n  "d": 4\n}\n',
  ],
  [
    "a key where keys are in no order: at the end",
    '{\n\t"r": 8,\n\t"bias": "none"\n}',
    [set(["lora_alpha"], 16)],
    '{\n\t"r": 8,\n\t"bias": "none",\n\t"lora_alpha": 16\n}',
  ],
  ["a key of a minified file", '{"b":1,"c":2}', [insert(["a"], [1, 2])], '{"a":[1,2],"b":1,"c":2}'],
  ["a key on one line", '{"b": 1}', [set(["a"], [1, 2])], '{"a": [1, 2], "b": 1}'],
  [
    "a key on one line with room at the brackets",
    '{ "b": 1 }',
    [set(["c"], 2)],
    '{ "b": 1, "c": 2 }',
  ],
  ["a key that Python escapes", '{"a": 1}', [set(["é"], 1)], '{"a": 1, "\\u00e9": 1}'],
  [
    "a key by code point, not by UTF-16 unit",
    '{"a": 1, "😀": 2}',
    [set(["\uffff"], 3)],
    '{"a": 1, "\\uffff": 3, "😀": 2}',
  ],
  [
    "a key of an empty object, as the file is indented",
    '{\r\n    "a": {}\r\n}',
    [set(["a", "b"], 1)],
    '{\r\n    "a": {\r\n        "b": 1\r\n    }\r\n}',
  ],
  ["a key of an empty file", "{ }", [set(["r"], 8), set(["a"], 1)], '{"a": 1, "r": 8}'],
  [
    "a key of an inner object of one line",
    '{\n  "a": {"c": 1},\n  "b": 0\n}',
    [set(["a", "b"], [1, 2])],
    '{\n  "a": {"b": [1, 2], "c": 1},\n  "b": 0\n}',
  ],
  [
    "a key where the lines are set apart: without an empty line of its own",
    '{\n  "a": 1,\n\n  "b": 2\n}',
    [set(["c"], 3)],
    '{\n  "a": 1,\n\n  "b": 2,\n  "c": 3\n}',
  ],
  ["a key set twice", "{}", [set(["a"], 1), set(["a"], 2)], '{"a": 2}'],
  ["a key set and removed", '{"b": 1}', [set(["a"], 1), remove("a")], '{"b": 1}'],
  ["items at one position, in order", "[1, 4]", [insert([1], 2), insert([1], 3)], "[1, 2, 3, 4]"],
  ["items at both ends", "[1]", [insert([1], 2), insert([0], 0)], "[0, 1, 2]"],
  ["an item of an empty list", '{"a":[]}', [insert(["a", 0], 1)], '{"a":[1]}'],
  [
    "an item of a list of several lines",
    '[\n  "q",\n  "v"\n]',
    [insert([1], "k")],
    '[\n  "q",\n  "k",\n  "v"\n]',
  ],
  [
    "a key behind a comma that should not be there",
    '{"a": 1, }',
    [set(["b"], 2)],
    '{"a": 1, "b": 2 }',
  ],
];

const removals: Example[] = [
  [
    "a key with its line and comma",
    '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}\n',
    [remove("b")],
    '{\n  "a": 1,\n  "c": 3\n}\n',
  ],
  ["the first key", '{ "a": 1, "b": 2 }', [remove("a")], '{ "b": 2 }'],
  ["the last key", '{\n  "a": 1,\n  "b": 2\n}', [remove("b")], '{\n  "a": 1\n}'],
  ["all keys", '{\n  "a": 1,\n  "b": {"c": 2}\n}', [remove("a"), remove("b")], "{}"],
  ["the only item", '{"a": [ 1 ]}', [remove("a", 0)], '{"a": []}'],
  ["each of repeated keys", '{"r": 1, "a": 2, "r": 3}', [remove("r")], '{"a": 2}'],
  ["an item by its old position", "[1, 2, 3]", [remove(0), remove(2)], "[2]"],
  ["and adds", '{"a": 1, "b": 2}', [remove("b"), set(["c"], 3), remove("a")], '{"c": 3}'],
  ["what was changed inside", '{"a": [1], "b": 2}', [set(["a", 0], 2), remove("a")], '{"b": 2}'],
  ["nothing where nothing is", '{ "a": { } }', [remove("b"), remove("a", "b")], '{ "a": { } }'],
  ["nothing below a plain value", '{"a": 1}', [remove("a", "b", "c")], '{"a": 1}'],
  ["a key before a comma that should not be there", "[1, 2, ]", [remove(0)], "[2, ]"],
  ["the key before such a comma", "[1, 2, ]", [remove(1)], "[1 ]"],
];

describe("applyEdits", () => {
  test.each(sets)("sets %s", (_, before, edits, after) => {
    expect(edited(before, ...edits)).toBe(after);
  });

  test.each(additions)("adds %s", (_, before, edits, after) => {
    expect(edited(before, ...edits)).toBe(after);
  });

  test.each(removals)("removes %s", (_, before, edits, after) => {
    expect(edited(before, ...edits)).toBe(after);
  });

  test("leaves comments where they are", () => {
    const text = '{\n  "a": 1 /* one, */, // two\n  "b": 2 # three\n}';
    expect(edited(text, set(["a"], 3), set(["c"], 4))).toBe(
      '{\n  "a": 3 /* one, */, // two\n  "b": 2,\n  "c": 4 # three\n}',
    );
  });

  test.each([
    [remove(), "Cannot remove the whole value: no such place."],
    [set(["x", "y"], 1), "Cannot set x.y: no such place."],
    [set(["a", "b"], 1), "Cannot set a.b: no such place."],
    [set(["list", 2], 1), "Cannot set list[2]: no such place."],
    [insert(["list", 3], 1), "Cannot insert list[3]: no such place."],
    [insert(["list", -1], 1), "Cannot insert list[-1]: no such place."],
    [insert(["list", 0.5], 1), "Cannot insert list[0.5]: no such place."],
    [set(["list", "0"], 1), 'Cannot set list["0"]: no such place.'],
    [set([0], 1), "Cannot set [0]: no such place."],
  ])("%j has no place", (edit, message) => {
    expect(() => edited('{"a": 1, "list": [1, 2]}', edit)).toThrow(new RangeError(message));
  });

  test("an edit inside what an edit before replaced or removed has no place", () => {
    const inside = set(["a", 0], 2);
    const message = new RangeError("Cannot set a[0]: no such place.");
    expect(() => edited('{"a": [1]}', set(["a"], [5]), inside)).toThrow(message);
    expect(() => edited('{"a": [1]}', remove("a"), inside)).toThrow(message);
  });
});

describe("for any text", () => {
  test("no edit, or the removal of what is not there, changes nothing", () => {
    fc.assert(
      fc.property(spelled, ({ text }) => {
        expect(edited(text)).toBe(text);
        const root = readJson(text).value as JsonNode;
        const absent = paths(root).flatMap((path) => [
          remove(...path, 1e6),
          remove(...path, "no such key"),
        ]);
        expect(edited(text, ...absent)).toBe(text);
      }),
    );
  });

  test("setting a value changes its characters only", () => {
    fc.assert(
      fc.property(spelled, fc.nat(), fc.jsonValue({ maxDepth: 1 }), ({ text }, choice, value) => {
        const root = readJson(text).value as JsonNode;
        const places = paths(root);
        const path = places[choice % places.length] ?? [];
        const node = nodeAt(root, path) as JsonNode;
        const after = edited(text, set(path, value as JsonValue));
        expect(after.startsWith(text.slice(0, node.start))).toBe(true);
        expect(after.endsWith(text.slice(node.end))).toBe(true);
        const middle = after.slice(node.start, after.length - (text.length - node.end));
        expect(JSON.parse(middle)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test.each([
    ["as programs write it", writtenObject],
    ["as no one writes it", spelledObject],
  ])("adding and removing keys changes nothing else: %s", (_, texts) => {
    const keys = fc.stringMatching(/^[a-z_]{1,6}$/);
    const steps = fc.array(fc.tuple(fc.nat(), keys, fc.jsonValue({ maxDepth: 1 })), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(texts, steps, ({ text, value }: Spelled, choices) => {
        const model = new Map(Object.entries(value as object));
        const edits = choices.map(([choice, key, item]): Edit<JsonValue> => {
          const old = [...Object.keys(value as object)][choice % 8];
          return old !== undefined && choice % 3 > 0 ? remove(old) : set([key], item as JsonValue);
        });
        for (const edit of edits) {
          const key = String(edit.path[0]);
          if (edit.op === "remove") model.delete(key);
          else model.set(key, edit.value);
        }
        const after = edited(text, ...edits);
        expect(plain(JSON.parse(after))).toEqual(plain(Object.fromEntries(model)));
        expect(untouched(after, edits)).toEqual(untouched(text, edits));
        const end = /\s*$/.exec(text)?.[0];
        expect(/\s*$/.exec(after)?.[0]).toBe(end);
      }),
    );
  });

  test("what is added to a written text stands as if written with it", () => {
    const keys = fc.stringMatching(/^[a-z_]{1,6}$/);
    fc.assert(
      fc.property(
        writtenObject,
        keys,
        fc.jsonValue({ maxDepth: 2 }),
        ({ text, value }, key, item) => {
          const entries = Object.entries(value as object);
          const sorted =
            entries.map(([name]) => name).join() ===
            Object.keys(value as object)
              .sort()
              .join();
          fc.pre(entries.length > 1 && !Object.hasOwn(value as object, key) && sorted);
          const all = Object.fromEntries(
            [...entries, [key, item]].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
          );
          const [, indent = ""] = /^\{\r?\n(\s+)/.exec(text) ?? [];
          const newline = text.includes("\r\n") ? "\r\n" : "\n";
          const end = text.endsWith("\n") ? "\n" : "";
          const expected = (JSON.stringify(all, null, indent) + end).replaceAll("\n", newline);
          expect(edited(text, set([key], item as JsonValue))).toBe(expected);
        },
      ),
    );
  });
});

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** The spelling of the entries that no edit is about, in their order. */
function untouched(text: string, edits: readonly Edit<JsonValue>[]): string[] {
  const touched = new Set(edits.map(({ path }) => path[0]));
  const { value } = readJson(text);
  return value?.kind === "object"
    ? value.value
        .filter(({ key }) => !touched.has(key))
        .map(({ start, node }) => text.slice(start, node.end))
    : [];
}

/** The paths of all values. */
function paths(node: JsonNode): (string | number)[][] {
  const inner =
    node.kind === "array"
      ? node.value.flatMap((item, index) => paths(item).map((path) => [index, ...path]))
      : node.kind === "object"
        ? node.value.flatMap((member) => paths(member.node).map((path) => [member.key, ...path]))
        : [];
  return [[], ...inner];
}
