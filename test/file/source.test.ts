import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSource } from "../../src/file/source.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16be = (text: string) => new Uint8Array(Buffer.from(text, "utf16le").swap16());
const utf16le = (text: string) => new Uint8Array(Buffer.from(text, "utf16le"));

describe("readSource", () => {
  test("takes a text as it is", () => {
    const source = { text: "{é}", encoding: "utf-8", findings: [] };
    expect(readSource("{é}")).toEqual(source);
  });

  test("reads UTF-8", () => {
    const text = '{"é": "模😀"}';
    expect(readSource(utf8(text))).toEqual({ text, encoding: "utf-8", findings: [] });
  });

  test("leaves a UTF-8 byte order mark in the text, where readJson reports it", () => {
    expect(readSource(utf8("\ufeff{}"))).toMatchObject({ text: "\ufeff{}", findings: [] });
  });

  test.each([
    ["\\xe9 alone", [0x22, 0xe9, 0x22], '"\ufffd"', 1, "0xe9", 1],
    ["a sequence cut off by another character", [0xe2, 0x82, 0x41], "\ufffdA", 0, "0xe2", 0],
    ["a sequence cut off by the end", [0x41, 0xe2, 0x82], "A\ufffd", 1, "0xe2", 1],
    ["the start of a real U+FFFD, cut off", [0x41, 0xef, 0xbf], "A\ufffd", 1, "0xef", 1],
    ["a bad byte behind a real U+FFFD", [0xef, 0xbf, 0xbd, 0xff], "\ufffd\ufffd", 1, "0xff", 3],
    ["a bad byte behind a picture", [0xf0, 0x9f, 0x98, 0x80, 0x80], "😀\ufffd", 2, "0x80", 4],
    ["a surrogate in UTF-8", [0xed, 0xa0, 0x80], "\ufffd\ufffd\ufffd", 0, "0xed", 0],
  ])("reports which byte is not UTF-8: %s", (_, bytes, text, offset, byte, position) => {
    const source = readSource(Uint8Array.from(bytes));
    expect(source.text).toBe(text);
    expect(source.findings).toEqual([
      {
        code: "file-not-utf8",
        severity: "error",
        stage: "construction",
        raises: "UnicodeDecodeError",
        offset,
        length: 1,
        path: [],
        peftPath: [],
        data: { byte, position },
        message: `Byte ${byte} in position ${position} is not UTF-8: PEFT's from_pretrained raises UnicodeDecodeError.`,
        hint: "Save the file as UTF-8, or download it again.",
      },
    ]);
  });

  test.each([
    ["utf-16le", utf16le("\ufeff{é😀}"), "0xff"],
    ["utf-16be", utf16be("\ufeff{é😀}"), "0xfe"],
  ] as const)(
    "reads %s by its byte order mark, and reports that PEFT does not",
    (encoding, bytes, byte) => {
      expect(readSource(bytes)).toEqual({
        text: "{é😀}",
        encoding,
        findings: [
          {
            code: "file-utf16",
            severity: "error",
            stage: "construction",
            raises: "UnicodeDecodeError",
            offset: 0,
            length: 0,
            path: [],
            peftPath: [],
            data: { byte },
            message: `The file is encoded in UTF-16, as PowerShell's > writes it, so byte ${byte} in position 0 is not UTF-8: PEFT's from_pretrained raises UnicodeDecodeError.`,
            hint: "Save the file as UTF-8 without a byte order mark.",
          },
        ],
      });
    },
  );

  test("reads a view into a larger buffer", () => {
    const buffer = Buffer.concat([utf8("xx"), utf16le("\ufeff[1]"), utf8("yy")]);
    expect(readSource(buffer.subarray(2, 10)).text).toBe("[1]");
  });

  test("reads any bytes, with at most one finding", () => {
    const marks = fc.constantFrom([], [0xff, 0xfe], [0xfe, 0xff], [0xef, 0xbb, 0xbf]);
    fc.assert(
      fc.property(marks, fc.uint8Array({ maxLength: 40 }), (mark, rest) => {
        const source = readSource(Uint8Array.from([...mark, ...rest]));
        expect(source.findings.length).toBeLessThan(2);
      }),
    );
  });

  test("reads a long text in UTF-16", () => {
    const text = "模型".repeat(5000);
    expect(readSource(utf16be(`\ufeff${text}`)).text).toBe(text);
  });
});
