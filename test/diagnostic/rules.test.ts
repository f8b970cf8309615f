import { describe, expect, it } from "vitest";
import { built } from "../../src/build/built.ts";
import { catalogue } from "../../src/diagnostic/catalogue.ts";
import { check } from "../../src/diagnostic/check.ts";
import { PeftConfigError } from "../../src/diagnostic/error.ts";
import { severityOf } from "../../src/diagnostic/finding.ts";
import type { Circumstances } from "../../src/diagnostic/rule/rule.ts";
import { fromPeftDict } from "../../src/peft/dict.ts";
import { type Example, examples } from "./examples.ts";

/** What a code is about when no input can show it alone. */
const byHand = ["peft-type-other", "adapter-name-invalid", "adapter-name-in-prefix"];

function findings(input: unknown, { file, circumstances }: Example) {
  return (file ? fromPeftDict(input) : check(input, circumstances)).diagnostics;
}

describe("every code of the catalogue", () => {
  it("has an example, and every example a code", () => {
    expect(Object.keys(examples).toSorted()).toEqual(
      catalogue()
        .map(({ code }) => code)
        .toSorted(),
    );
  });

  for (const row of catalogue().filter(({ code }) => !byHand.includes(code))) {
    const example = examples[row.code] as Example;

    it(`${row.code} is found where it is broken`, () => {
      const found = findings(example.breaks, example).filter(({ code }) => code === row.code);
      expect(found).not.toEqual([]);
      for (const diagnostic of found) {
        expect(diagnostic.severity).toBe(severityOf(row.when, "written"));
        expect(diagnostic.message).toMatch(/^.{20,}\.$/su);
        expect(diagnostic.hint).toMatch(/^.{5,}[.?]$/su);
        expect(diagnostic.path).toHaveLength(diagnostic.peftPath.length);
      }
    });

    it(`${row.code} is not found in the near miss`, () => {
      expect(findings(example.keeps, example).map(({ code }) => code)).not.toContain(row.code);
    });
  }
});

describe("codes that need a builder or the adapter's name", () => {
  const codes = (circumstances: Circumstances) =>
    check({}, circumstances).diagnostics.map(({ code }) => code);

  it("peft-type-other is for a builder of another type", () => {
    const build = (input: unknown) => () => built(input, "ADALORA");
    expect(build({ peftType: "LORA", totalStep: 9 })).toThrow(PeftConfigError);
    expect(build({ peftType: "LORA", totalStep: 9 })).toThrow(
      'peftType is "LORA", but this makes a config of type "ADALORA"',
    );
    expect(build({ peftType: "ADALORA", totalStep: 9 })).not.toThrow();
  });

  it("adapter-name-invalid is for names torch cannot hold", () => {
    expect(codes({ adapterName: "v1.2" })).toContain("adapter-name-invalid");
    expect(codes({ adapterName: "" })).toContain("adapter-name-invalid");
    expect(codes({ adapterName: "v1-2" })).toEqual([]);
  });

  it("adapter-name-in-prefix is for parts of lora_", () => {
    expect(codes({ adapterName: "lora" })).toContain("adapter-name-in-prefix");
    expect(codes({ adapterName: "_" })).toContain("adapter-name-in-prefix");
    expect(codes({ adapterName: "lora1" })).toEqual([]);
    expect(codes({})).toEqual([]);
  });
});
