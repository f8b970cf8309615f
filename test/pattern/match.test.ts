import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { END, findMatch } from "../../src/pattern/machine.ts";
import { type Pattern, parsePattern } from "../../src/pattern/parser.ts";
import { captureIndex, matchPattern, type Verdict } from "./verdict.ts";

function patternOf(source: string): Pattern {
  const parsed = parsePattern(source);
  if (!parsed.ok) throw new Error(`${source}: ${parsed.message}`);
  return parsed;
}

const fullmatch = (source: string, text: string): Verdict =>
  matchPattern(patternOf(source), text, { mode: "full" });

const raw = String.raw;

describe("matchPattern", () => {
  test.each([
    // What users of PEFT write.
    [raw`.*\.(q|v)_proj`, "model.layers.0.self_attn.q_proj", "model.layers.0.self_attn.k_proj"],
    [raw`model\.layers\.(1[0-9]|2[0-3])\..*`, "model.layers.12.mlp", "model.layers.9.mlp"],
    [raw`(?!.*vision).*\.q_proj`, "text.q_proj", "vision.q_proj"],
    [raw`.*(?<!vision)\.q_proj`, "text.q_proj", "vision.q_proj"],
    ["(?i).*Q_PROJ", "layers.q_proj", "layers.k_proj"],
    // Where Python is not JavaScript.
    ["[]a]+", "]a]", "[a]"],
    ["[^]a]", "b", "]"],
    ["a{,2}", "aa", "a{,2}"],
    [raw`(?P<n>a|b)(?P=n)`, "aa", "ab"],
    [raw`(a)?(?(1)b|c)`, "ab", "ac"],
    ["(a)?b(?(1)c)", "abc", "bc"],
    ["a*+b", "aab", "aac"],
    ["(?>a|ab)c", "ac", "abc"],
    ["(?s-i:.)", "\n", ""],
    [raw`\Aa\Z`, "a", "a\n"],
    ["(?#why)a", "a", "(?#why)a"],
    [raw`\x41\u0042\U00000043\104\0`, "ABCD\0", "ABCD0"],
    [raw`\a[\b]`, "\x07\b", "ab"],
    ["(?x) a [ ] b # why", "a b", "ab"],
    ["(?i:Q)_proj", "q_proj", "Q_PROJ"],
    // Counting.
    ["(?:ab){2,3}", "ababab", "abababab"],
    ["(?:ab){2,}?", "abababab", "ab"],
    ["a{0}b", "b", "ab"],
    ["a{1}b", "ab", "aab"],
    ["a??b", "ab", "aab"],
    // Places.
    [raw`(?m)a$\n^b`, "a\nb", "ab"],
    [raw`a\b.`, "a.", "ab"],
    [raw`a\B.`, "ab", "a."],
    ["a^b|c", "c", "ab"],
    // Alphabets.
    [raw`\d\w\s`, "٣é\u2028", "٣.\u2028"],
    [raw`(?a)\d\W\S`, "3éé", "٣éé"],
    [raw`[^\W\d]`, "é", "3"],
    ["(?i)[a-z]", "K", "_"],
    ["(?i)[A-Z]", "ſ", "é"],
    ["(?ia)k", "K", "\u212a"],
    [raw`(?i)(é)\1`, "éÉ", "éE"],
    [raw`(?ai)(a)\1`, "aA", "aé"],
    ["[😀-😂]", "😁", "😃"],
  ])("%s matches %j, not %j", (source, yes, no) => {
    expect(fullmatch(source, yes)).toBe("match");
    expect(fullmatch(source, no)).toBe("no match");
  });

  test("finds the end of a text like fullmatch, some end like match", () => {
    const pattern = patternOf("q|q_proj");
    expect(matchPattern(pattern, "q_proj", { mode: "full" })).toBe("match");
    expect(matchPattern(pattern, "q_projection", { mode: "full" })).toBe("no match");
    expect(matchPattern(pattern, "q_projection", { mode: "start" })).toBe("match");
    expect(matchPattern(pattern, "a.q_proj", { mode: "start" })).toBe("no match");
    expect(matchPattern(patternOf("a$"), "a\n", { mode: "start" })).toBe("match");
    expect(matchPattern(patternOf("a$"), "a\n\n", { mode: "start" })).toBe("no match");
  });

  test("knows Python before 3.14: an empty text is no place for \\B either", () => {
    expect(fullmatch(raw`\b`, "")).toBe("no match");
    expect(fullmatch(raw`\B`, "")).toBe("no match");
  });

  test("goes Python's ways in Python's order", () => {
    expect(fullmatch("(?>(?:|a)*)a", "a")).toBe("match");
    expect(fullmatch("(?>(?:a|)*)a", "a")).toBe("no match");
    expect(fullmatch("(?>a*?)a", "a")).toBe("match");
    expect(fullmatch("(?:a|ab){2}+", "aba")).toBe("no match");
    expect(fullmatch("(?:a|ab){2}", "aba")).toBe("match");
    expect(fullmatch(raw`(?:(a)|b)*\1`, "aba")).toBe("match");
    expect(fullmatch(raw`(?=(a+?))\1a`, "aa")).toBe("match");
    expect(fullmatch(raw`(?:(?!(a)b)a)\1?`, "a")).toBe("match");
  });
});

describe("what cannot be told", () => {
  test.each([
    ["a capture within a possessive repetition", raw`(?:(a)|b)*+\1`, "ab"],
    ["a condition on a group that is yet to come", "(?(1)a|b)(c)", "bc"],
    ["a condition on the group it is in", "((?(1)a|b))*", "b"],
    ["case beyond ASCII", "(?i)é", "É"],
    ["case beyond ASCII, the other way round", "(?i)[à-ÿ]", "k"],
    ["case beyond Unicode's first plane", "(?i)𐐀", "𐐨"],
    ["a budget that is too small", "(?:a?){4294967294}", "a"],
  ])("%s", (_, source, text) => {
    expect(fullmatch(source, text)).toBe("undecided");
  });

  test("does not keep the rest from being told", () => {
    expect(fullmatch("(?i)é", "é")).toBe("match");
    expect(fullmatch("(?i)é", "b")).toBe("no match");
    expect(fullmatch("(?i)[à-ÿ]", "1")).toBe("no match");
    expect(fullmatch("x(?(1)a|b)(c)|y", "y")).toBe("match");
  });
});

describe("the budget", () => {
  test.each([
    ["(.*)*x!", "abcdefghijklmnopqrstuvwxyz"],
    ["(a+)+b", "a".repeat(2000)],
    ["(((a*)*)*)*b", "a".repeat(100)],
    ["(a|a)*b", "a".repeat(2000)],
    ["(?:a?){30}a{30}", "a".repeat(29)],
    ["(?=.*x)(?=.*y).*", "a".repeat(2000)],
    ["a{4294967294}", "a".repeat(2000)],
  ])("is plenty for %s", (source, text) => {
    expect(fullmatch(source, text)).toBe("no match");
  });

  test("can be chosen", () => {
    const pattern = patternOf(".*x");
    expect(matchPattern(pattern, "aaa", { mode: "full", budget: 5 })).toBe("undecided");
    expect(matchPattern(pattern, "aaa", { mode: "full", budget: 50 })).toBe("no match");
  });

  test("is never exceeded by more than a step", () => {
    fc.assert(
      fc.property(sources, texts, fc.integer({ min: 1, max: 300 }), (source, text, budget) => {
        const parsed = parsePattern(source);
        if (!parsed.ok) return true;
        const { root, memory } = parsed;
        const machine = { text: Array.from(text), left: budget };
        findMatch(machine, [root.before(END), 0, memory.registers]);
        const step = 1 + memory.registers.length + source.length + text.length;
        return machine.left > -step;
      }),
      { numRuns: 500 },
    );
  });
});

describe("a match", () => {
  const index = (source: string, text: string) => captureIndex(patternOf(source), text);

  test("says what a named group captured", () => {
    const source = raw`.*?\.[^.]*\.(?P<idx>\d+)\.`;
    expect(index(source, "model.layers.1.mlp.experts.20.w1")).toEqual({
      verdict: "match",
      text: "1",
    });
    expect(index(source.replace("*?", "*"), "model.layers.1.mlp.experts.20.w1").text).toBe("20");
    expect(index(source, "lm_head")).toEqual({ verdict: "no match", text: undefined });
  });

  test("has nothing of a group that took no part, or that there is not", () => {
    expect(index("(?P<idx>a)|b", "b")).toEqual({ verdict: "match", text: undefined });
    expect(index("(a)", "a")).toEqual({ verdict: "match", text: undefined });
  });
});

const signs = [
  ..."ab.()[]{}|*+?^$,2:=!<P",
  "(?:",
  "(?=",
  "(?!",
  "(?<=",
  "(?>",
  "(?i:",
  "(a)",
  "\\1",
  "\\b",
  "{1,3}",
];
const sources = fc.string({ unit: fc.constantFrom(...signs), maxLength: 12 });
const texts = fc.string({ unit: fc.constantFrom("a", "b", "A", "\n"), maxLength: 12 });

const odd = ["a", "B", ".", "\n", "é", "ß", "İ", "😀", "𐐀", "\ud800", "\udc00", "\0", "\u2028"];

/** Patterns that mean the same to JavaScript, which is the judge here. */
const common = fc.letrec<{ pattern: string; item: string }>((tie) => ({
  pattern: fc
    .array(fc.array(tie("item"), { maxLength: 3 }), { minLength: 1, maxLength: 3 })
    .map((options) => options.map((items) => items.join("")).join("|")),
  item: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("a", "b", ".", "[ab]", "[^a]", "a*", "b+?", "a{1,2}", "^", "$", raw`\b`),
    fc
      .tuple(
        fc.constantFrom("(?:", "(", "(?=", "(?!"),
        tie("pattern"),
        fc.constantFrom(")", ")", ")*", ")+", ")??", "){2}", "){1,2}?"),
      )
      .map(([open, inside, close]) => {
        const isLook = open === "(?=" || open === "(?!";
        return open + inside + (isLook ? ")" : close);
      }),
  ),
})).pattern;

describe("matchPattern, for any pattern", () => {
  test("never throws", () => {
    fc.assert(
      fc.property(sources, fc.string({ unit: fc.constantFrom(...odd) }), (source, text) => {
        const parsed = parsePattern(source);
        return !parsed.ok || !!matchPattern(parsed, text, { mode: "full", budget: 2000 });
      }),
      { numRuns: 500 },
    );
  });

  test("what matches as a whole matches from the start", () => {
    fc.assert(
      fc.property(sources, texts, (source, text) => {
        const parsed = parsePattern(source);
        if (!parsed.ok) return true;
        const [full, start] = (["full", "start"] as const).map((mode) =>
          matchPattern(parsed, text, { mode, budget: 5000 }),
        );
        return full !== "match" || start !== "no match";
      }),
      { numRuns: 500 },
    );
  });

  test("agrees with JavaScript where the languages do", () => {
    fc.assert(
      fc.property(
        common,
        fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 6 }),
        (source, text) => {
          if (text === "" && source.includes(raw`\b`)) return;
          const judge = new RegExp(`^(?:${source})$`).test(text);
          expect(fullmatch(source, text)).toBe(judge ? "match" : "no match");
        },
      ),
      { numRuns: 500 },
    );
  });
});
