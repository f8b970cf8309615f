import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type ParsedPattern, parsePattern } from "../../src/pattern/parser.ts";
import { type PatternRole, parseRole } from "../../src/pattern/role.ts";
import { captureIndex, matchesRole, matchPattern } from "./verdict.ts";

type Fault = [message: string, position: number | null];
/** Answers are bits: 1 for re.match, 2 for re.fullmatch. */
type Row = [pattern: string, fault: Fault] | [pattern: string, fault: null, Record<string, number>];
type RoleAnswer = boolean | number | "exact" | null;

interface Fixture {
  readonly python: string;
  readonly script: string;
  readonly names: readonly string[];
  readonly roles: readonly [PatternRole, string, RoleAnswer[]][];
  readonly rows: readonly Row[];
}

const here = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const fixture: Fixture = JSON.parse(here("../fixtures/patterns.json"));

/** Patterns whose verdict is not ours to give: Pythons differ, or Unicode's names are needed. */
const UNSUPPORTED = /\\N\{|\(\?\w*t|\(\?\([ +\d\u0663]/;
/** Where Python 3.13 words it otherwise, or a name cannot be printed. */
const REWORDED = /\(\?-t|\(\?P<[^>]*[\n\0\u200b]/;
/** Captures inside a possessive repetition, conditions on a group that is not closed, other alphabets. */
const UNDECIDABLE = /[*+?}]\+|\(\?\(|i.*[^\0-\x7f]/s;

const valid = fixture.rows.flatMap(([pattern, fault, answers]) => {
  const parsed = parsePattern(pattern);
  return fault === null && parsed.ok ? [{ pattern, parsed, answers }] : [];
});

/** What Python would have said, in the words of the fixture. */
const faultOf = (parsed: ParsedPattern): Fault | null =>
  parsed.ok ? null : [parsed.message ?? "", parsed.position ?? null];

test("the fixture is by the script beside it", () => {
  const hash = createHash("sha256").update(here("../conformance/record_patterns.py")).digest("hex");
  expect(fixture.script).toBe(hash);
  expect(fixture.rows.length).toBeGreaterThan(1500);
});

describe("parsePattern, as re.compile", () => {
  const sure = fixture.rows.filter(([pattern]) => {
    const parsed = parsePattern(pattern);
    return parsed.ok || parsed.message !== undefined;
  });

  test("accepts what Python accepts, and refuses what it refuses", () => {
    const wrong = sure.filter(([pattern, fault]) => parsePattern(pattern).ok !== (fault === null));
    expect(wrong).toEqual([]);
  });

  test("says it in Python's words, and where", () => {
    const reworded = sure.filter(
      ([pattern, fault]) =>
        JSON.stringify(faultOf(parsePattern(pattern))) !== JSON.stringify(fault),
    );
    expect(reworded.filter(([pattern]) => !REWORDED.test(pattern))).toEqual([]);
    expect(reworded.length).toBeLessThan(10);
  });

  test("abstains from a few", () => {
    const unsure = fixture.rows.filter((row) => !sure.includes(row)).map(([pattern]) => pattern);
    expect(unsure.filter((pattern) => !UNSUPPORTED.test(pattern))).toEqual([]);
    expect(unsure.length).toBeLessThan(40);
  });
});

describe.each([
  ["full", 2],
  ["start", 1],
] as const)("matchPattern in mode %s, as re", (mode, bit) => {
  const answers = valid.flatMap(({ pattern, parsed, answers }) =>
    Object.entries(answers).map(([text, bits]) => ({
      pattern,
      text,
      ours: matchPattern(parsed, text, { mode }),
      python: bits & bit ? "match" : "no match",
    })),
  );

  test("is never wrong", () => {
    expect(answers.length).toBeGreaterThan(6000);
    const decided = answers.filter(({ ours }) => ours !== "undecided");
    expect(decided.filter(({ ours, python }) => ours !== python)).toEqual([]);
  });

  test("is undecided about a few only", () => {
    const patterns = answers
      .filter(({ ours }) => ours === "undecided")
      .map(({ pattern }) => pattern);
    expect(patterns.filter((pattern) => !UNDECIDABLE.test(pattern))).toEqual([]);
    expect(new Set(patterns).size).toBeLessThan(valid.length / 20);
  });
});

describe("what PEFT makes of a text", () => {
  test.each(fixture.roles)("as %s: %j", (role, text, answers) => {
    const ours = fixture.names.map((name, i) =>
      answers[i] === "exact" ? "exact" : answerOf(role, text, name),
    );
    expect(ours).toEqual(answers);
  });

  function answerOf(role: PatternRole, text: string, name: string): RoleAnswer {
    const verdict = matchesRole(role, text, name);
    if (role !== "layers") return verdict === "invalid" ? null : verdict === "match";
    const parsed = parseRole(role, text);
    if (!parsed.ok) return null;
    const index = captureIndex(parsed, name).text;
    return index === undefined ? false : Number(index);
  }
});
