import { describe, expect, it } from "vitest";
import { generatedFields } from "../conformance/arbitraries.ts";
import { oracleDigest, readRecording } from "../conformance/fixtures.ts";
import { ownTexts } from "../conformance/outcome.ts";
import type { RecordedText } from "../conformance/recordings.ts";

const { about, cases, isIntact } = readRecording<RecordedText>("texts");

describe("PEFT's recorded files", () => {
  it("are many, and as the oracle gave them", () => {
    expect(cases.length).toBeGreaterThanOrEqual(300);
    expect(about.versions.oracle).toBe(oracleDigest());
    expect(isIntact).toBe(true);
  });

  it("are ours, byte for byte, and so is the source that PEFT read as the same object", () => {
    for (const { input, peft } of cases) expect(ownTexts(input)).toEqual(peft);
  });

  it("set every field and every field of every nested config", () => {
    const { LORA: _, ADALORA, ...nested } = generatedFields();
    const set = new Set(cases.flatMap(({ input }) => Object.keys(input)));
    expect(ADALORA?.filter((name) => !set.has(name))).toEqual([]);
    for (const [field, names] of Object.entries(nested)) {
      const inner = new Set(cases.flatMap(({ input }) => Object.keys(input[field] ?? {})));
      expect(names.filter((name) => !inner.has(name))).toEqual([]);
    }
  });
});
