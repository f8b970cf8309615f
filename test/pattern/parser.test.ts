import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  Parser,
  parsePattern,
  readChoice,
  readCondition,
  readLookbehind,
  readSequence,
} from "../../src/pattern/parser.ts";
import { faultOf } from "./fault.ts";

/** Every message of Python 3.11, by a pattern that earns it. */
const faults: [pattern: string, message: string, position: number | null][] = [
  // What is repeated.
  ["*_proj", "nothing to repeat", 0],
  ["^*", "nothing to repeat", 1],
  ["(|*)", "nothing to repeat", 2],
  ["a**", "multiple repeat", 2],
  ["a{2}{3}", "multiple repeat", 4],
  ["a{3,2}", "min repeat greater than max repeat", 2],
  ["a{4294967295}", "the repetition number is too large", null],
  ["a{0,4294967295}", "the repetition number is too large", null],
  // Sets.
  ["layers.[0-9", "unterminated character set", 7],
  ["[]", "unterminated character set", 0],
  ["[a-", "unterminated character set", 0],
  ["[9-0]", "bad character range 9-0", 1],
  [String.raw`[a-\d]`, String.raw`bad character range a-\d`, 1],
  [String.raw`[\x62-a]`, String.raw`bad character range \x-a`, 3],
  // Escapes.
  ["q_proj\\", "bad escape (end of pattern)", 6],
  [String.raw`\q_proj`, String.raw`bad escape \q`, 0],
  [String.raw`[\A]`, String.raw`bad escape \A`, 1],
  [String.raw`[\8]`, String.raw`bad escape \8`, 1],
  [String.raw`\x4`, String.raw`incomplete escape \x4`, 0],
  [String.raw`\u00e`, String.raw`incomplete escape \u00e`, 0],
  [String.raw`\U00110000`, String.raw`bad escape \U00110000`, 0],
  [String.raw`\400`, String.raw`octal escape value \400 outside of range 0-0o377`, 0],
  [String.raw`\N`, "missing {", 2],
  [String.raw`\N{`, "missing character name", 3],
  [String.raw`\N{}`, "missing character name", 3],
  [String.raw`\N{DASH`, "missing }, unterminated name", 3],
  // Groups.
  ["(q|v", "missing ), unterminated subpattern", 0],
  ["(?:q", "missing ), unterminated subpattern", 0],
  ["(?=q", "missing ), unterminated subpattern", 0],
  ["(?<=q", "missing ), unterminated subpattern", 0],
  ["(q)(?(1)v", "missing ), unterminated subpattern", 3],
  ["q)", "unbalanced parenthesis", 1],
  ["(?#why", "missing ), unterminated comment", 0],
  ["(?", "unexpected end of pattern", 2],
  ["(?<", "unexpected end of pattern", 3],
  ["(?P", "unexpected end of pattern", 3],
  ["(?z)", "unknown extension ?z", 1],
  ["(?<q)", "unknown extension ?<q", 1],
  ["(?Pq)", "unknown extension ?Pq", 1],
  ["(?P<>q)", "missing group name", 4],
  ["(?P<n", "missing >, unterminated name", 4],
  ["(?P<1>q)", "bad character in group name '1'", 4],
  ["(?P<it's>q)", `bad character in group name "it's"`, 4],
  [`(?P<'"\\a>q)`, `bad character in group name '\\'"\\\\a'`, 4],
  ["(?P<n>q)(?P<n>v)", "redefinition of group name 'n' as group 2; was group 1", 12],
  // References.
  ["(?P=n)", "unknown group name 'n'", 4],
  ["(?P<n>q(?P=n))", "cannot refer to an open group", 11],
  [String.raw`(q)\2`, "invalid group reference 2", 4],
  [String.raw`(q\1)`, "cannot refer to an open group", 2],
  ["(?(1)q|v)", "invalid group reference 1", 3],
  ["(?(0)q)", "bad group number", 3],
  ["(?(n)q)", "unknown group name 'n'", 3],
  ["(?(-1)q)", "bad character in group name '-1'", 3],
  ["(q)(?(1)a|b|c)", "conditional backref with more than two branches", 11],
  // Lookbehinds.
  ["(?<=q*)v", "look-behind requires fixed-width pattern", null],
  ["(?<!(?:q{65536}){65536})v", "looks too much behind", null],
  [String.raw`(?<=(q)\1)v`, "cannot refer to group defined in the same lookbehind subpattern", 9],
  ["(?<=(q)(?(2)v))(v)", "cannot refer to an open group", 12],
  // Flags.
  ["q_proj(?i)", "global flags not at the start of the expression", 6],
  ["(?i", "missing -, : or )", 3],
  ["(?i1)", "missing -, : or )", 3],
  ["(?iz)", "unknown flag", 3],
  ["(?i-", "missing flag", 4],
  ["(?i-s", "missing :", 5],
  ["(?i-i:q)", "bad inline flags: flag turned on and off", 5],
  ["(?-u:q)", "bad inline flags: cannot turn off flags 'a', 'u' and 'L'", 4],
  ["(?L)q", "bad inline flags: cannot use 'L' flag with a str pattern", 3],
  ["(?au)q", "bad inline flags: flags 'a', 'u' and 'L' are incompatible", 4],
  ["(?a)(?u)q", "ASCII and UNICODE flags are incompatible", null],
];

/** The answer for a pattern about which Pythons differ. */
const UNTOLD = { ok: false, message: undefined, position: undefined };

const accepted = [
  "",
  "q_proj|v_proj",
  "[]]",
  "[^]]",
  "[a-]",
  "{",
  "{a{",
  "a{,2}",
  "a{}",
  "a{1",
  "()*",
  "(?:a*)*",
  "a*+",
  "(?>a)++",
  "(?i)(?s)a",
  "(?#why)(?i)a",
  "(?x) a # why\n b",
  "(?x)# why",
  "(?i-s:a)(?u:b)",
  String.raw`\0\07\101\x41\u0041\U00000041\-\/\_`,
  "(a)(?(1)b|c)(?P<n>d)?(?(n)e)",
  String.raw`(?<=a|b)(?<!ab)(?<=\b)c`,
];

describe("parsePattern", () => {
  test.each(faults)("refuses %j: %s at %s", (source, message, position) => {
    expect(parsePattern(source)).toEqual({
      ok: false,
      message,
      position: position ?? undefined,
    });
  });

  test.each(accepted)("accepts %j", (source) => {
    expect(parsePattern(source).ok).toBe(true);
  });

  test("counts positions in code points", () => {
    expect(parsePattern("😀*+*")).toMatchObject({ message: "multiple repeat", position: 3 });
  });

  test.each([
    ["a name that only Unicode's list of names has", String.raw`\N{EM DASH}`],
    ["a flag t, which Python 3.11 has and 3.13 has not", "(?t)a"],
    ["a group '+1', which Python 3.11 knows and 3.12 does not", "(a)(?(+1)b)"],
  ])("cannot tell %s", (_, source) => {
    expect(parsePattern(source)).toEqual(UNTOLD);
  });

  test.each([
    ["", "("],
    ["", "(?:a|"],
    ["", "(?<!"],
    ["(a)", "(?(1)"],
  ])("cannot tell what nests deeper than Python may: %s%s", (before, open) => {
    expect(parsePattern(before + open.repeat(251))).toEqual(UNTOLD);
    expect(parsePattern(before + open.repeat(250))).toMatchObject({
      message: "missing ), unterminated subpattern",
    });
  });

  test("reads 20,000 characters and no more", () => {
    expect(parsePattern("a".repeat(20_000)).ok).toBe(true);
    expect(parsePattern("a".repeat(20_001))).toEqual(UNTOLD);
  });

  test("reads 250 groups in each other", () => {
    expect(parsePattern("(".repeat(250) + ")".repeat(250)).ok).toBe(true);
  });

  test("never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...signs) }), (source) => {
        const parsed = parsePattern(source);
        const length = Array.from(source).length;
        return parsed.ok || (parsed.message !== "" && (parsed.position ?? 0) <= length);
      }),
      { numRuns: 1000 },
    );
  });

  test("takes any text with its signs escaped for itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...signs) }), (text) => {
        return parsePattern(escaped(text)).ok;
      }),
    );
  });
});

describe("the parser", () => {
  test("reads a sequence up to a bar, alternatives up to a parenthesis", () => {
    const parser = new Parser("ab?|c{3})d");
    expect(readSequence(parser).width).toEqual([1, 2]);
    expect(parser.next).toBe("|");
    expect(readChoice(new Parser("ab?|c{3})d")).width).toEqual([1, 3]);
  });

  test("knows whether flags for the whole pattern may still come", () => {
    const stateAfter = (source: string) => {
      const parser = new Parser(source);
      readChoice(parser);
      return [parser.isStart, parser.flags];
    };
    expect(stateAfter("(?i)(?#why)(?s)")).toEqual([true, "is"]);
    expect(stateAfter("(?x) # why\n ")).toEqual([true, "x"]);
    expect(stateAfter("|")).toEqual([false, ""]);
    expect(stateAfter("(?i:a)")).toEqual([false, ""]);
  });

  test("leaves a group with the flags and the depth from before it", () => {
    const parser = new Parser("(?i)(?s:((?-i:a)))");
    readChoice(parser);
    expect(parser).toMatchObject({ flags: "i", depth: 0, next: "" });
  });

  test("notes an open lookbehind, which Python refuses at the end", () => {
    const late = (source: string) => {
      const parser = new Parser(source);
      expect(readLookbehind(parser, 0, true).width).toEqual([0, 0]);
      return parser.late;
    };
    expect(late("ab)")).toBeUndefined();
    expect(late("a|bc)")).toBe("look-behind requires fixed-width pattern");
    expect(late("(?:a{65536}){65536})")).toBe("looks too much behind");
  });

  test("reads a condition with one branch or two", () => {
    const condition = (source: string) => readCondition(new Parser(source), 0);
    expect(condition("1)ab|c)").width).toEqual([1, 2]);
    expect(condition("1)ab)").width).toEqual([0, 2]);
    expect(faultOf(() => condition("1)a|b|c)"))).toEqual([
      "conditional backref with more than two branches",
      5,
    ]);
    expect(faultOf(() => condition("1)a"))).toEqual(["missing ), unterminated subpattern", 0]);
  });
});

const signs = [..."ab01()[]{}|*+?.^$-,:=!<>#P&i\\dNux é😀", "\ud800", "\n", "\0"];

/** As Python's re.escape. */
const escaped = (text: string): string =>
  text.replace(/[()[\]{}?*+\-|^$\\.&~# \t\n\r\v\f]/g, "\\$&");

test("no text of a user's becomes a RegExp of JavaScript's", () => {
  const folder = new URL("../../src/pattern/", import.meta.url);
  for (const file of readdirSync(folder)) {
    const source = readFileSync(new URL(file, folder), "utf8");
    expect(source, file).not.toMatch(/RegExp\(|(?<!\bre)\.(match|matchAll|search)\(/);
  }
});
