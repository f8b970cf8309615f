import { describe, expect, test } from "vitest";
import { readJson } from "../../src/file/decoder.ts";

const hints: [hint: string, ...texts: string[]][] = [
  ["The text ends too early; download the file again.", '{"r": 8', '{"r":', '{"r"', "[1,", "["],
  ['Close the string with ".', '{"r": "8', '["a\\'],
  [
    "Resolve the merge conflict.",
    '{\n<<<<<<< HEAD\n"r": 8\n=======\n',
    '{"r": 8\n=======\n}',
    '{"r": 8,\n>>>>>>> main\n}',
  ],
  ["Write text and keys in plain double quotes.", "{\"r\": 'x'}", "[1, 'x']", "{\"a\": 1, 'b': 2}"],
  ["Write text and keys in plain double quotes.", "{“r”: 8}", '{"r": „x“}'],
  ["Write true, false or null.", '{"use_dora": True}', "[None]", "False"],
  ["Write the number like 8, 0.5 or 1e-05.", "[nan]", "[-inf]", "[+Infinity]"],
  [
    "Write the number like 8, 0.5 or 1e-05.",
    "[.5]",
    "[5.]",
    "[01]",
    "[+1]",
    "[1_000]",
    "[0x10]",
    "[1e]",
    '{"r": 1.2.3}',
  ],
  ["Delete the invisible character.", '{"r":\u00a08}', "[1,\u200b2]", '{"r": 8}\ufeff'],
  [
    "Write a value here, or delete the comma or key before it.",
    '{"r": }',
    "[1,,2]",
    "[,]",
    "hello",
    "nul",
    "[-]",
  ],
  ["Write text and keys in plain double quotes.", "{r: 8}", '{"a": 1, b: 2}', "{8: 1}", "{,}"],
  ["Write a colon between the key and its value.", '{"r" 8}', '{"r", 8}', '{"r"= 8}'],
  [
    "Write a comma between entries, or close the bracket.",
    '{"a": 1 "b": 2}',
    "[1 2]",
    '{"a": [1}',
    "[true false]",
  ],
  ["Delete the text after the value.", '{"r": 8}}', "{} {}", '{"r": 8},', "1 2", "truefalse"],
  ["Write a line end as \\n, a tab as \\t.", '{"a": "b\nc"}', '["\t"]'],
  [
    'Write the backslash twice, as in "\\\\.".',
    '{"target_modules": ".*\\.q_proj"}',
    '["C:\\models"]',
  ],
  ["Write \\u and four hexadecimal digits, or \\\\u.", '["\\u12"]', '["C:\\users"]'],
];

describe("the repair of broken JSON", () => {
  test.each(hints.flatMap(([hint, ...texts]) => texts.map((text) => [text, hint] as const)))(
    "%j: %s",
    (text, hint) => {
      expect(readJson(text).findings).toMatchObject([{ code: "json-syntax", hint }]);
    },
  );
});
