import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readJson } from "../../src/file/decoder.ts";
import { editText } from "../../src/file/edit.ts";
import { type JsonNode, type JsonValue, toValue } from "../../src/file/node.ts";
import { type Spelled, spelled, spelledObject, writtenObject } from "./texts.ts";

type Values = Readonly<Record<string, JsonValue>>;

/** A text, what its values become, and the text after that. */
type Example = [name: string, before: string, values: Values, after: string];

/** The text after the values it holds have become others. */
function edited(text: string, values: Values): string {
  return editText(text, valuesOf(text), values);
}

function valuesOf(text: string): Values {
  const { value } = readJson(text);
  if (value?.kind !== "object") throw new Error(`no object: ${text}`);
  return toValue(value) as Values;
}

const changes: Example[] = [
  [
    "a number",
    '{"a": 1.50, "r": 8, "z": 1e-05}',
    { a: 1.5, r: 16, z: 1e-5 },
    '{"a": 1.50, "r": 16, "z": 1e-05}',
  ],
  [
    "an inner value",
    '{"a": {"b": [1, 2.0], "c": 1e0}}',
    { a: { b: [1, 3], c: 1 } },
    '{"a": {"b": [1, 3], "c": 1e0}}',
  ],
  ["an object into a list", ' {"a": {"b": 1}}\n', { a: [1] }, ' {"a": [1]}\n'],
  ["the last of repeated keys", '{"r": 1, "r": 2}', { r: 3 }, '{"r": 1, "r": 3}'],
  [
    "a list of several lines, indented like the file",
    '{\r\n    "a": [\r\n        1\r\n    ],\r\n    "r": 8\r\n}\r\n',
    { a: [1, [2]], r: 8 },
    '{\r\n    "a": [\r\n        1,\r\n        [\r\n            2\r\n        ]\r\n    ],\r\n    "r": 8\r\n}\r\n',
  ],
  [
    "a list of one line into one of one line",
    '{\n  "a": ["q_proj"]\n}',
    { a: ["k_proj", "v_proj"] },
    '{\n  "a": ["k_proj", "v_proj"]\n}',
  ],
  [
    "a list in a minified file",
    '{"a":["q"],"b":1}',
    { a: ["k", "v"], b: 1 },
    '{"a":["k","v"],"b":1}',
  ],
  [
    "an empty list into one of several lines",
    '{\n  "a": []\n}',
    { a: ["q"] },
    '{\n  "a": [\n    "q"\n  ]\n}',
  ],
  [
    "a value in an object of one line into a list of one line",
    '{\n  "a": {"b": 1, "c": 2}\n}',
    { a: { b: [1, 2], c: [] } },
    '{\n  "a": {"b": [1, 2], "c": []}\n}',
  ],
];

const additions: Example[] = [
  [
    "a key where keys are in order: in its place",
    '{\n  "bias": "none",\n  "r": 8\n}',
    { bias: "none", r: 8, lora_alpha: 16 },
    '{\n  "bias": "none",\n  "lora_alpha": 16,\n  "r": 8\n}',
  ],
  [
    "a key before all others",
    '{\n  "b": 1\n}',
    { a: 0, aa: [0], b: 1 },
    '{\n  "a": 0,\n  "aa": [\n    0\n  ],\n  "b": 1\n}',
  ],
  [
    "keys behind all others",
    '{\n  "b": 1\n}\n',
    { d: 4, c: 3, b: 1 },
    '{\n  "b": 1,\n  "c": 3,\n  "d": 4\n}\n',
  ],
  [
    "a key where keys are in no order: at the end",
    '{\n\t"r": 8,\n\t"bias": "none"\n}',
    { lora_alpha: 16, r: 8, bias: "none" },
    '{\n\t"r": 8,\n\t"bias": "none",\n\t"lora_alpha": 16\n}',
  ],
  [
    "a key of a minified file",
    '{"b":1,"c":2}',
    { b: 1, c: 2, a: [1, 2] },
    '{"a":[1,2],"b":1,"c":2}',
  ],
  ["a key on one line", '{"b": 1}', { b: 1, a: [1, 2] }, '{"a": [1, 2], "b": 1}'],
  [
    "a key on one line with room at the brackets",
    '{ "b": 1 }',
    { b: 1, c: 2 },
    '{ "b": 1, "c": 2 }',
  ],
  ["a key that Python escapes", '{"a": 1}', { a: 1, é: 1 }, '{"a": 1, "\\u00e9": 1}'],
  [
    "a key by code point, not by UTF-16 unit",
    '{"a": 1, "😀": 2}',
    { a: 1, "😀": 2, "\uffff": 3 },
    '{"a": 1, "\\uffff": 3, "😀": 2}',
  ],
  [
    "a key of an empty object, as the file is indented",
    '{\r\n    "a": {}\r\n}',
    { a: { b: 1 } },
    '{\r\n    "a": {\r\n        "b": 1\r\n    }\r\n}',
  ],
  ["a key of an empty file", "{ }", { r: 8, a: 1 }, '{"a": 1, "r": 8}'],
  [
    "a key of an inner object of one line",
    '{\n  "a": {"c": 1},\n  "b": 0\n}',
    { a: { b: [1, 2], c: 1 }, b: 0 },
    '{\n  "a": {"b": [1, 2], "c": 1},\n  "b": 0\n}',
  ],
  [
    "a key where the lines are set apart: without an empty line of its own",
    '{\n  "a": 1,\n\n  "b": 2\n}',
    { a: 1, b: 2, c: 3 },
    '{\n  "a": 1,\n\n  "b": 2,\n  "c": 3\n}',
  ],
  [
    "a key behind a comma that should not be there",
    '{"a": 1, }',
    { a: 1, b: 2 },
    '{"a": 1, "b": 2 }',
  ],
  [
    "a key that every JavaScript object has",
    '{"a": 1}',
    { a: 1, toString: 2 },
    '{"a": 1, "toString": 2}',
  ],
];

const removals: Example[] = [
  [
    "a key with its line and comma",
    '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}\n',
    { a: 1, c: 3 },
    '{\n  "a": 1,\n  "c": 3\n}\n',
  ],
  ["the first key", '{ "a": 1, "b": 2 }', { b: 2 }, '{ "b": 2 }'],
  ["the last key", '{\n  "a": 1,\n  "b": 2\n}', { a: 1 }, '{\n  "a": 1\n}'],
  ["all keys", '{\n  "a": 1,\n  "b": {"c": 2}\n}', {}, "{}"],
  ["each of repeated keys", '{"r": 1, "a": 2, "r": 3}', { a: 2 }, '{"a": 2}'],
  ["and adds", '{"a": 1, "b": 2}', { c: 3 }, '{"c": 3}'],
  ["a key before a comma that should not be there", '{"a": 1, "b": 2, }', { b: 2 }, '{"b": 2, }'],
  ["the key that has such a comma", '{"a": 1, "b": 2, }', { a: 1 }, '{"a": 1 }'],
];

describe("editText", () => {
  test.each(changes)("changes %s", (_, before, values, after) => {
    expect(edited(before, values)).toBe(after);
  });

  test.each(additions)("adds %s", (_, before, values, after) => {
    expect(edited(before, values)).toBe(after);
  });

  test.each(removals)("removes %s", (_, before, values, after) => {
    expect(edited(before, values)).toBe(after);
  });

  test("leaves comments where they are", () => {
    const text = '{\n  "a": 1 /* one, */, // two\n  "b": 2 # three\n}';
    expect(edited(text, { a: 3, b: 2, c: 4 })).toBe(
      '{\n  "a": 3 /* one, */, // two\n  "b": 2,\n  "c": 4 # three\n}',
    );
  });

  test("leaves keys alone that are in neither record, and adds those that differ only", () => {
    const [before, after] = [
      { r: 8, bias: "none" },
      { r: 8, bias: "all" },
    ];
    expect(editText('{"x": 0}', before, after)).toBe('{"bias": "all", "x": 0}');
  });

  test("removes nothing where nothing is", () => {
    const before = { a: { b: 1 }, b: 2 };
    expect(editText('{ "a": { } }', before, { a: {} })).toBe('{ "a": { } }');
  });

  test.each(["[1]", "8", "{"])("leaves %s alone, which is no object", (text) => {
    expect(editText(text, {}, { r: 8 })).toBe(text);
  });
});

describe("for any text", () => {
  test("the same values change nothing", () => {
    fc.assert(
      fc.property(spelledObject, ({ text, value }) => {
        expect(editText(text, {}, {})).toBe(text);
        expect(edited(text, value as Values)).toBe(text);
        expect(editText(text, { "no such key": 1 }, {})).toBe(text);
      }),
    );
  });

  test("changing a value changes its characters only", () => {
    fc.assert(
      fc.property(spelled, fc.nat(), fc.jsonValue({ maxDepth: 1 }), (inner, choice, item) => {
        const text = `{"a":${inner.text}}`;
        const root = readJson(text).value as JsonNode;
        const places = entryPaths(root);
        const { path, node } = places[choice % places.length] as Place;
        fc.pre(!isRecord(item) || node.kind !== "object");
        const before = toValue(root) as Values;
        const after = edited(text, withValue(before, path, item as JsonValue) as Values);
        if (JSON.stringify(toValue(node)) === JSON.stringify(item)) expect(after).toBe(text);
        expect(after.startsWith(text.slice(0, node.start))).toBe(true);
        expect(after.endsWith(text.slice(node.end))).toBe(true);
        const middle = after.slice(node.start, after.length - (text.length - node.end));
        expect(plain(JSON.parse(middle))).toEqual(plain(item));
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
        const values = new Map(Object.entries(value as Values));
        const touched = new Set<string>();
        for (const [choice, key, item] of choices) {
          const old = [...Object.keys(value as Values)][choice % 8];
          const removes = old !== undefined && choice % 3 > 0;
          touched.add(removes ? old : key);
          if (removes) values.delete(old);
          else values.set(key, item as JsonValue);
        }
        const after = edited(text, Object.fromEntries(values));
        expect(plain(JSON.parse(after))).toEqual(plain(Object.fromEntries(values)));
        expect(untouched(after, touched)).toEqual(untouched(text, touched));
        const end = /\s*$/.exec(text)?.[0];
        expect(/\s*$/.exec(after)?.[0]).toBe(end);
      }),
    );
  });

  test("what is added to a written text stands as if written with it", () => {
    const keys = fc.stringMatching(/^[a-z_]{1,6}$/);
    // Spelled alike by JSON.stringify and by Python.
    const items = fc.oneof(
      fc.integer(),
      fc.array(fc.array(fc.boolean(), { maxLength: 3 }), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom("a"), fc.constantFrom("q_proj", null)),
    );
    fc.assert(
      fc.property(writtenObject, keys, items, ({ text, value }, key, item) => {
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
        expect(edited(text, { ...(value as Values), [key]: item })).toBe(expected);
      }),
    );
  });
});

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** The spelling of the entries that are not touched, in their order. */
function untouched(text: string, touched: ReadonlySet<string>): string[] {
  const { value } = readJson(text);
  return value?.kind === "object"
    ? value.value
        .filter(({ key }) => !touched.has(key))
        .map(({ start, node }) => text.slice(start, node.end))
    : [];
}

/** A value that is in objects only, and the keys that lead to it. */
interface Place {
  readonly path: readonly string[];
  readonly node: JsonNode;
}

function entryPaths(node: JsonNode): Place[] {
  if (node.kind !== "object") return [];
  return node.value.flatMap(({ key, node: inner }) => [
    { path: [key], node: inner },
    ...entryPaths(inner).map((place) => ({ ...place, path: [key, ...place.path] })),
  ]);
}

function withValue(
  before: JsonValue,
  [key, ...rest]: readonly string[],
  item: JsonValue,
): JsonValue {
  if (key === undefined) return item;
  const entries = Object.entries(before as Values);
  return Object.fromEntries(
    entries.map(([name, part]) => [name, name === key ? withValue(part, rest, item) : part]),
  );
}

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
