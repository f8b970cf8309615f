import { describe, expect, test } from "vitest";
import { END, findMatch } from "../../src/pattern/machine.ts";
import { Reader } from "../../src/pattern/reader.ts";
import { readCharacter, readSet } from "../../src/pattern/set.ts";
import { faultOf } from "./fault.ts";

const raw = String.raw;

/** Reads the character that a source starts with. */
function characterOf(source: string) {
  const reader = new Reader(source);
  return readCharacter(reader, reader.take(), 0);
}

describe("readCharacter", () => {
  test.each([
    ["a", 0x61],
    ["😀", 0x1f600],
    [raw`\.`, 0x2e],
    [raw`\d`, "d"],
    [raw`\W`, "W"],
    [raw`\a`, 7],
    [raw`\b`, 8],
    [raw`\r`, 13],
    [raw`\x41`, 0x41],
    [raw`\u0041`, 0x41],
    [raw`\U0001f600`, 0x1f600],
    [raw`\0`, 0],
    [raw`\101`, 0x41],
    [raw`\377`, 0xff],
  ])("reads %s as %s", (source, character) => {
    expect(characterOf(source)).toBe(character);
  });

  test.each([
    [raw`\q`, raw`bad escape \q`, 0],
    [raw`\8`, raw`bad escape \8`, 0],
    [raw`\x4g`, raw`incomplete escape \x4`, 0],
    [raw`\U00110000`, raw`bad escape \U00110000`, 0],
    [raw`\400`, raw`octal escape value \400 outside of range 0-0o377`, 0],
    [raw`\N`, "missing {", 2],
    [raw`\N{}`, "missing character name", 3],
    [raw`\N{EM DASH}`, undefined, undefined],
  ])("refuses %s: %s", (source, message, position) => {
    expect(faultOf(() => characterOf(source))).toEqual([message, position]);
  });
});

/** The characters that a set has, of these. */
function charactersIn(source: string, flags = ""): string {
  const reader = new Reader(source);
  reader.take();
  const state = readSet(reader, flags).before(END);
  const has = (character: string) =>
    findMatch({ text: [character], left: 100 }, [state, 0, []]) !== undefined;
  return [..."aBcd-]^\\3 "].filter(has).join("");
}

describe("readSet", () => {
  test.each([
    ["[a-c]", "ac"],
    ["[^a-c]", "Bd-]^\\3 "],
    ["[]a]", "a]"],
    ["[^]a]", "Bcd-^\\3 "],
    ["[a-]", "a-"],
    ["[-a]", "a-"],
    ["[a^]", "a^"],
    [raw`[\]\\]`, "]\\"],
    [raw`[\d\s]`, "3 "],
    [raw`[\x61-\x63]`, "ac"],
  ])("reads %s: it has %j", (source, characters) => {
    expect(charactersIn(source)).toBe(characters);
  });

  test("knows the flag i", () => {
    expect(charactersIn("[a-b]", "i")).toBe("aB");
  });

  test.each([
    ["[a", "unterminated character set", 0],
    ["[]", "unterminated character set", 0],
    ["[c-a]", "bad character range c-a", 1],
    [raw`[\d-a]`, raw`bad character range \d-a`, 1],
  ])("refuses %s: %s", (source, message, position) => {
    const reader = new Reader(source);
    reader.take();
    expect(faultOf(() => readSet(reader, ""))).toEqual([message, position]);
  });
});
