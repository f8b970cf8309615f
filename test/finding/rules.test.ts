import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findIn } from "../../docs/generate/example.ts";
import { type Fact, facts } from "../../docs/generate/facts.ts";
import { buildConfig } from "../../src/build/build.ts";
import { catalogue } from "../../src/catalogue.ts";
import { tableIndex } from "../../src/config/table.ts";
import { type ConfigClass, configClasses } from "../../src/finding/class.ts";
import { PeftConfigError } from "../../src/finding/error.ts";
import { severityOf } from "../../src/finding/finding.ts";
import type { Language } from "../../src/finding/speaker.ts";
import { rewordDiagnostic } from "../../src/reword.ts";
import { anyConfig } from "../conformance/arbitraries.ts";

const languages: readonly Language[] = ["typescript", "json", "python"];

/** A code with no example: what finds it needs more than one value. */
const withoutExample = ["peft-type-other"];

/** The names of one naming that are not names of the other. */
const classes: readonly ConfigClass[] = Object.values(configClasses);
const fields = classes.flatMap(({ fields: table }) => tableIndex(table).fields);
const ours = fields.filter(({ name, peft }) => name !== peft);

describe("every code", () => {
  it("is in the catalogue once, with a source and an example", () => {
    const codes = facts().map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    const bare = facts().filter(({ breaks, keeps }) => breaks === null || keeps === null);
    expect(bare.map(({ code }) => code)).toEqual(withoutExample);
    for (const { source } of facts()) expect(source).not.toBe("");
  });

  for (const fact of facts().filter(({ breaks }) => breaks !== null)) {
    const { code, breaks, keeps } = fact as Fact & { breaks: NonNullable<Fact["breaks"]> };
    const found = findIn(breaks).filter((diagnostic) => diagnostic.code === code);

    it(`${code} is found where it is broken, and worded for each reader`, () => {
      expect(found).not.toEqual([]);
      for (const diagnostic of found) {
        const strictness = ["file", "text"].includes(breaks.form) ? "existing" : "written";
        if (breaks.form !== "release") {
          expect(diagnostic.severity).toBe(severityOf(diagnostic.stage, strictness));
        }
        // A selection has no counterpart in PEFT.
        if (breaks.form !== "selection") {
          expect(diagnostic.path).toHaveLength(diagnostic.peftPath.length);
        }
        expect(JSON.parse(JSON.stringify(diagnostic))).toEqual(diagnostic);
      }
      const worded = found.map((diagnostic) =>
        Object.fromEntries(
          languages.map((language) => {
            const { message, hint } = rewordDiagnostic(diagnostic, language);
            return [language, [message, hint]];
          }),
        ),
      );
      const [{ path, stage, raises } = { path: [], stage: "", raises: null }] = found;
      expect({ path, stage, raises, words: worded[0] }).toMatchSnapshot();
    });

    it(`${code} is not found in the near miss`, () => {
      if (keeps === null) throw new Error(`${code} has no @keeps.`);
      expect(findIn(keeps).map((diagnostic) => diagnostic.code)).not.toContain(code);
    });

    it(`${code} has no name of another language in its words`, () => {
      for (const diagnostic of found) {
        // This one is about the two names of a field.
        const { key, meant } = code === "unknown-key" ? diagnostic.data : {};
        for (const language of languages) {
          const { message, hint } = rewordDiagnostic(diagnostic, language);
          const text = `${message} ${hint}`;
          const foreign = ours
            .map(({ name, peft }) => (language === "typescript" ? peft : name))
            .filter((name) => new RegExp(`(?<![\\w.])${name}(?!\\w)`).test(text))
            .filter((name) => name !== key && name !== meant);
          expect(foreign).toEqual([]);
          // A text is JSON, whoever reads about it.
          const isPython = language === "python" && breaks.form !== "text";
          expect(text).not.toMatch(isPython ? /\b(true|false|null)\b/ : /\b(True|False|None)\b/);
        }
      }
    });
  }
});

describe("the catalogue", () => {
  it("raises nothing where PEFT goes on", () => {
    const odd = catalogue().filter(
      ({ stage, raises }) => raises !== undefined && ["warned"].includes(stage),
    );
    expect(odd.map(({ code }) => code)).toEqual([]);
  });
});

describe("the fields that a rule reads", () => {
  it("decide: while all have their default, the rule holds", () => {
    fc.assert(
      fc.property(anyConfig, (input) => {
        for (const { fields: table, rules, untrustedRules, peftType } of classes) {
          const { defaults } = tableIndex(table);
          for (const rule of [...rules, ...untrustedRules]) {
            if (rule.reads === undefined) continue;
            const read = Object.fromEntries(rule.reads.map((name) => [name, defaults[name]]));
            const config = { ...defaults, ...input, ...read, peftType };
            const reported: unknown[] = [];
            try {
              rule.find(config as never, (path) => reported.push(path), {});
            } catch {
              // A value of the wrong type: reading keeps it from the rules.
            }
            expect({ code: rule.code, reported }).toEqual({ code: rule.code, reported: [] });
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("peft-type-other", () => {
  it("is for a builder of another class", () => {
    const build = (input: unknown) => () => buildConfig(input, "ADALORA");
    expect(build({ peftType: "LORA", totalStep: 9 })).toThrow(PeftConfigError);
    expect(build({ peftType: "LORA", totalStep: 9 })).toThrow(
      'peftType is "LORA", but this makes a config of type "ADALORA"',
    );
    expect(build({ peftType: "ADALORA", totalStep: 9 })).not.toThrow();
  });
});
