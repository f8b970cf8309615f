import { describe, expect, it } from "vitest";
import { PEFT_VERSION } from "../../src/field/version.ts";
import { compareFields } from "../conformance/fields.ts";
import { oracleDigest, readRecording } from "../conformance/fixtures.ts";
import type { PeftFields } from "../conformance/oracle.ts";

const { about, cases, isIntact } = readRecording<PeftFields>("fields");
const [peft] = cases as readonly [PeftFields];

describe("PEFT's recorded fields", () => {
  it("are as the oracle gave them", () => {
    expect(about.versions.peft).toBe(PEFT_VERSION);
    expect(about.versions.oracle).toBe(oracleDigest());
    expect(isIntact).toBe(true);
  });

  it("are ours: names, order, types and defaults", () => {
    const { compared, differences } = compareFields(peft, PEFT_VERSION);
    expect(compared).toBeGreaterThan(500);
    expect(differences).toEqual([]);
  });

  it("would differ if PEFT renamed one, moved one, or changed a default", () => {
    const { LoraConfig = [] } = peft.classes;
    const differencesOf = (fields: typeof LoraConfig) =>
      compareFields({ ...peft, classes: { ...peft.classes, LoraConfig: fields } }, PEFT_VERSION)
        .differences;
    const changed = (name: string, change: object) =>
      LoraConfig.map((field) => (field.name === name ? { ...field, ...change } : field));

    expect(differencesOf(changed("use_dora", { name: "dora" }))).toHaveLength(2);
    expect(differencesOf(changed("lora_alpha", { default: 16 }))).toHaveLength(1);
    expect(differencesOf([...LoraConfig].reverse())).toHaveLength(1);
  });
});
