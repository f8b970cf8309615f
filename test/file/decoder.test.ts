import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readJson } from "../../src/file/decoder.ts";
import { MAX_DEPTH, MAX_FINDINGS } from "../../src/file/fault/limit.ts";
import type { FileFinding } from "../../src/file/fault.ts";
import { type JsonNode, nodeAt, toValue } from "../../src/file/node.ts";
import { spelled } from "./texts.ts";

/** A text, and what is found in it. The path is the same in both namings. */
type Example = [text: string, ...findings: Omit<FileFinding, "peftPath">[]];

const RAISES = "PEFT's from_pretrained raises";

const examples: readonly Example[] = [
  [
    '{"r": 8, "r": 16}',
    {
      code: "json-duplicate-key",
      severity: "warning",
      stage: "silent",
      raises: null,
      offset: 9,
      length: 3,
      path: ["r"],
      data: { key: "r" },
      message: 'The object already has the key "r"; PEFT silently uses the last value.',
      hint: 'Delete every "r" but the intended one.',
    },
  ],
  [
    '{"a": [1, {"b": 1, "c": 2, "b": 3}]}',
    {
      code: "json-duplicate-key",
      severity: "warning",
      stage: "silent",
      raises: null,
      offset: 27,
      length: 3,
      path: ["a", 1, "b"],
      data: { key: "b" },
      message: 'The object already has the key "b"; PEFT silently uses the last value.',
      hint: 'Delete every "b" but the intended one.',
    },
  ],
  [
    '{"lora_dropout": NaN}',
    {
      code: "json-nan",
      severity: "warning",
      stage: "silent",
      raises: null,
      offset: 17,
      length: 3,
      path: ["lora_dropout"],
      data: { word: "NaN" },
      message: "PEFT reads NaN, but NaN is not valid JSON; other programs refuse the file.",
      hint: "Write a number, or null.",
    },
  ],
  [
    '{"r": [8, -Infinity]}',
    {
      code: "json-nan",
      severity: "warning",
      stage: "silent",
      raises: null,
      offset: 10,
      length: 9,
      path: ["r", 1],
      data: { word: "-Infinity" },
      message:
        "PEFT reads -Infinity, but -Infinity is not valid JSON; other programs refuse the file.",
      hint: "Write a number, or null.",
    },
  ],
  [
    "[1E400, -1e999]",
    {
      code: "json-overflow",
      severity: "warning",
      stage: "silent",
      raises: null,
      offset: 1,
      length: 5,
      path: [0],
      data: { value: { is: "Infinity" } },
      message: "The number is too large for a float; PEFT silently reads Infinity.",
      hint: "Write the intended number.",
    },
    {
      code: "json-overflow",
      severity: "warning",
      stage: "silent",
      raises: null,
      offset: 8,
      length: 6,
      path: [1],
      data: { value: { is: "-Infinity" } },
      message: "The number is too large for a float; PEFT silently reads -Infinity.",
      hint: "Write the intended number.",
    },
  ],
  [
    '{"r": 9007199254740993}',
    {
      code: "json-big-integer",
      severity: "warning",
      stage: "silent",
      raises: null,
      offset: 6,
      length: 16,
      path: ["r"],
      data: { rounded: 9007199254740992 },
      message: "JavaScript reads this integer as 9007199254740992; PEFT reads it exactly.",
      hint: "Write the intended number.",
    },
  ],
  [
    `-${"1".repeat(4301)}`,
    {
      code: "json-long-integer",
      severity: "error",
      stage: "construction",
      raises: "ValueError",
      offset: 0,
      length: 4302,
      path: [],
      data: { digits: 4301, most: 4300 },
      message: `The integer has 4301 digits, more than the 4300 that Python converts: ${RAISES} ValueError.`,
      hint: "Write the intended number.",
    },
  ],
  [
    '{"a": "\\ud83d!"}',
    {
      code: "json-lone-surrogate",
      severity: "warning",
      stage: "silent",
      raises: null,
      offset: 6,
      length: 9,
      path: ["a"],
      data: {},
      message: "The string contains half of a surrogate pair, which Python cannot encode in UTF-8.",
      hint: "Write the whole character.",
    },
  ],
  [
    '{"a": {"__proto__": {"isAdmin": true}}}',
    {
      code: "json-proto-key",
      severity: "warning",
      stage: "silent",
      raises: null,
      offset: 7,
      length: 11,
      path: ["a", "__proto__"],
      data: {},
      message: 'A "__proto__" key can corrupt objects in JavaScript programs that read this file.',
      hint: "Delete the key.",
    },
  ],
  [
    '\ufeff{"r": 8}',
    {
      code: "json-bom",
      severity: "error",
      stage: "construction",
      raises: "JSONDecodeError",
      offset: 0,
      length: 1,
      path: [],
      data: {},
      message: `The file starts with a byte order mark; Python reports "Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)": ${RAISES} JSONDecodeError.`,
      hint: "Save the file as UTF-8 without a byte order mark.",
    },
  ],
  [
    '{\n  "r": 8, // rank\n  "a": 1, /* b */\n}',
    {
      code: "json-comment",
      severity: "error",
      stage: "construction",
      raises: "JSONDecodeError",
      offset: 12,
      length: 7,
      path: [],
      data: {
        expected: "Expecting property name enclosed in double quotes",
        at: { line: 2, column: 11, char: 12 },
      },
      message: `JSON has no comments; Python reports "Expecting property name enclosed in double quotes: line 2 column 11 (char 12)": ${RAISES} JSONDecodeError.`,
      hint: "Delete the comment.",
    },
    {
      code: "json-comment",
      severity: "error",
      stage: "construction",
      raises: "JSONDecodeError",
      offset: 30,
      length: 7,
      path: [],
      data: { expected: "Expecting property name enclosed in double quotes", at: null },
      message: `JSON has no comments: ${RAISES} JSONDecodeError.`,
      hint: "Delete the comment.",
    },
    {
      code: "json-trailing-comma",
      severity: "error",
      stage: "construction",
      raises: "JSONDecodeError",
      offset: 28,
      length: 1,
      path: [],
      data: { expected: "Expecting property name enclosed in double quotes", at: null },
      message: `JSON has no comma after the last entry: ${RAISES} JSONDecodeError.`,
      hint: "Delete the comma.",
    },
  ],
  [
    '{"a": [8,], "b": 1,}',
    {
      code: "json-trailing-comma",
      severity: "error",
      stage: "construction",
      raises: "JSONDecodeError",
      offset: 8,
      length: 1,
      path: ["a"],
      data: { expected: "Expecting value", at: { line: 1, column: 10, char: 9 } },
      message: `JSON has no comma after the last entry; Python reports "Expecting value: line 1 column 10 (char 9)": ${RAISES} JSONDecodeError.`,
      hint: "Delete the comma.",
    },
    {
      code: "json-trailing-comma",
      severity: "error",
      stage: "construction",
      raises: "JSONDecodeError",
      offset: 18,
      length: 1,
      path: [],
      data: { expected: "Expecting property name enclosed in double quotes", at: null },
      message: `JSON has no comma after the last entry: ${RAISES} JSONDecodeError.`,
      hint: "Delete the comma.",
    },
  ],
];

/** Texts that are not read to their end. */
const stops: readonly Example[] = [
  [
    '{"r": 8\n "lora_alpha": 16}',
    {
      code: "json-syntax",
      severity: "error",
      stage: "construction",
      raises: "JSONDecodeError",
      offset: 9,
      length: 1,
      path: ["r"],
      data: {
        expected: "Expecting ',' delimiter",
        at: { line: 2, column: 2, char: 9 },
        repair: "Expecting ',' delimiter",
      },
      message: `The JSON is invalid here; Python reports "Expecting ',' delimiter: line 2 column 2 (char 9)": ${RAISES} JSONDecodeError.`,
      hint: "Write a comma between entries, or close the bracket.",
    },
  ],
  [
    '{"use_dora": True, "r": 8}',
    {
      code: "json-syntax",
      severity: "error",
      stage: "construction",
      raises: "JSONDecodeError",
      offset: 13,
      length: 4,
      path: ["use_dora"],
      data: {
        expected: "Expecting value",
        at: { line: 1, column: 14, char: 13 },
        repair: "constant",
      },
      message: `The JSON is invalid here; Python reports "Expecting value: line 1 column 14 (char 13)": ${RAISES} JSONDecodeError.`,
      hint: "Write true, false or null.",
    },
  ],
  [
    "[1, // one\n 2 3]",
    {
      code: "json-comment",
      severity: "error",
      stage: "construction",
      raises: "JSONDecodeError",
      offset: 4,
      length: 6,
      path: [1],
      data: { expected: "Expecting value", at: { line: 1, column: 5, char: 4 } },
      message: `JSON has no comments; Python reports "Expecting value: line 1 column 5 (char 4)": ${RAISES} JSONDecodeError.`,
      hint: "Delete the comment.",
    },
    {
      code: "json-syntax",
      severity: "error",
      stage: "construction",
      raises: "JSONDecodeError",
      offset: 14,
      length: 1,
      path: [2],
      data: { expected: "Expecting ',' delimiter", at: null, repair: "Expecting ',' delimiter" },
      message: `The JSON is invalid here: ${RAISES} JSONDecodeError.`,
      hint: "Write a comma between entries, or close the bracket.",
    },
  ],
  [
    '{"a": {"b": ["c"',
    {
      code: "json-syntax",
      severity: "error",
      stage: "construction",
      raises: "JSONDecodeError",
      offset: 16,
      length: 0,
      path: ["a", "b", 1],
      data: {
        expected: "Expecting ',' delimiter",
        at: { line: 1, column: 17, char: 16 },
        repair: "end",
      },
      message: `The JSON is invalid here; Python reports "Expecting ',' delimiter: line 1 column 17 (char 16)": ${RAISES} JSONDecodeError.`,
      hint: "The text ends too early; download the file again.",
    },
  ],
  [
    "# a comment does not make YAML JSON\nr: 8\n",
    {
      code: "file-not-json",
      severity: "error",
      stage: "construction",
      raises: "JSONDecodeError",
      offset: 0,
      length: 0,
      path: [],
      data: { expected: "Expecting value", at: { line: 1, column: 1, char: 0 }, kind: "yaml" },
      message: `This is YAML, not JSON; Python reports "Expecting value: line 1 column 1 (char 0)": ${RAISES} JSONDecodeError.`,
      hint: "Write the same keys as JSON.",
    },
  ],
  [
    `${"[".repeat(MAX_DEPTH)}{}`,
    {
      code: "json-too-deep",
      severity: "error",
      stage: "construction",
      raises: "RecursionError",
      offset: MAX_DEPTH,
      length: 1,
      path: [],
      data: { most: MAX_DEPTH },
      message: `Lists and objects are nested more than ${MAX_DEPTH} levels deep: ${RAISES} RecursionError.`,
      hint: "Remove the extra levels.",
    },
  ],
];

const withPeftPath = (finding: Example[1]) => ({ ...finding, peftPath: finding?.path });

const shown = (text: string) => JSON.stringify(text.slice(0, 50));

describe("what it finds", () => {
  test.each(examples.map((row) => [shown(row[0]), row] as const))(
    "%s",
    (_, [text, ...findings]) => {
      const reading = readJson(text);
      expect(reading.findings).toEqual(findings.map(withPeftPath));
      expect(reading.value).not.toBeNull();
    },
  );

  test.each(stops.map((row) => [shown(row[0]), row] as const))("%s, and stops", (_, row) => {
    const [text, ...findings] = row;
    const reading = readJson(text);
    expect(reading.findings).toEqual(findings.map(withPeftPath));
    expect(reading.value).toBeNull();
  });

  test("lists so many findings, counts the rest, and never leaves out the refusal", () => {
    const { findings } = readJson(`[${"NaN,".repeat(MAX_FINDINGS + 5)}]`);
    expect(findings).toHaveLength(MAX_FINDINGS + 2);
    expect(findings.at(-2)?.code).toBe("json-trailing-comma");
    expect(findings.at(-1)).toEqual({
      code: "file-more-findings",
      severity: "warning",
      stage: "silent",
      raises: null,
      offset: 4 * (MAX_FINDINGS + 5) + 2,
      length: 0,
      path: [],
      peftPath: [],
      data: { unlisted: 5 },
      message: "Findings that are not listed: 5.",
      hint: "Repair the listed ones, then check again.",
    });
  });

  test("a long key is cut in the message", () => {
    const key = "k".repeat(1000);
    const { findings } = readJson(`{"${key}": 1, "${key}": 2}`);
    expect(findings[0]?.message).toBe(
      `The object already has the key "${"k".repeat(60)}…"; PEFT silently uses the last value.`,
    );
  });
});

describe("what it reads", () => {
  test("each value with its kind and place", () => {
    const text = '{"r": 16, "a": [16.0, 1e2, -0, "é\\n", true, false, null]}';
    const { value } = readJson(text);
    const spellings =
      value && leaves(value).map(({ kind, start, end }) => [kind, text.slice(start, end)]);
    expect(spellings).toEqual([
      ["int", "16"],
      ["float", "16.0"],
      ["float", "1e2"],
      ["int", "-0"],
      ["string", '"é\\n"'],
      ["boolean", "true"],
      ["boolean", "false"],
      ["null", "null"],
    ]);
    expect(value).toMatchObject({ kind: "object", start: 0, end: text.length });
    expect(value && nodeAt(value, ["a"])).toMatchObject({ kind: "array", start: 15, end: 56 });
  });

  test("a negative zero is one only as a float, as in Python", () => {
    const { value } = readJson("[-0, -0.0]");
    expect(value && toValue(value)).toStrictEqual([0, -0]);
  });

  test("keys that are no good property names are data", () => {
    const text = '{"__proto__": {"polluted": 1}, "constructor": 2, "toString": 3}';
    const { value } = readJson(text);
    const plain = value && toValue(value);
    expect(JSON.stringify(plain)).toBe(JSON.stringify(JSON.parse(text)));
    expect(Object.getPrototypeOf(plain)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test("990 levels, and not one more", () => {
    const nested = (depth: number) => readJson("[".repeat(depth) + "]".repeat(depth));
    expect(nested(MAX_DEPTH).findings).toEqual([]);
    expect(nested(MAX_DEPTH + 1).findings[0]?.code).toBe("json-too-deep");
  });

  test("10 MB of opening brackets, quickly", () => {
    const { value, findings } = readJson("[".repeat(10_000_000));
    expect(value).toBeNull();
    expect(findings.map(({ code }) => code)).toEqual(["json-too-deep"]);
  });
});

describe("beside JSON.parse", () => {
  test("reads every JSON text, however spelled, to the same value", () => {
    fc.assert(
      fc.property(spelled, ({ text }) => {
        const { value, findings } = readJson(text);
        expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
        expect(value && withoutNegativeZero(toValue(value))).toEqual(
          withoutNegativeZero(JSON.parse(text)),
        );
      }),
    );
  });

  test("takes what JSON.parse takes and refuses what it refuses, but for what Python adds", () => {
    fc.assert(
      fc.property(
        spelled,
        fc.nat(),
        fc.constantFrom("", ...'{}[],:"\\0-.e/x\n\t\u00a0'),
        (good, at, odd) => {
          const cut = at % (good.text.length + 1);
          const text = good.text.slice(0, cut) + odd + good.text.slice(cut + (at % 2));
          const refused = readJson(text).findings.some(({ severity }) => severity === "error");
          expect(refused).toBe(!parses(text));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("every place spells its value", () => {
    fc.assert(
      fc.property(spelled, ({ text }) => {
        const { value } = readJson(text);
        for (const { kind, start, end, value: leaf } of value ? leaves(value) : []) {
          const spelling = text.slice(start, end);
          expect(JSON.parse(spelling) === leaf, `${kind} ${spelling}`).toBe(true);
        }
      }),
    );
  });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Python's int has no negative zero, JavaScript's number has. */
function withoutNegativeZero(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** The values without parts, in the order of the text. */
function leaves(node: JsonNode): JsonNode[] {
  if (node.kind === "array") return node.value.flatMap(leaves);
  if (node.kind === "object") return node.value.flatMap((member) => leaves(member.node));
  return [node];
}
