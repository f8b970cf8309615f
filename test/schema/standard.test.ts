import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { builderSchema, inputSchema } from "../../docs/generate/schema.ts";
import { check } from "../../src/finding/check.ts";
import {
  adaLoraConfigStandard,
  loraConfigStandard,
  peftConfigStandard,
  peftDictStandard,
} from "../../src/schema/standard.ts";
import { anyConfig, richConfig } from "../conformance/arbitraries.ts";

const schemas = { loraConfigStandard, adaLoraConfigStandard, peftConfigStandard, peftDictStandard };
const ajv = new Ajv({ strict: true, allowUnionTypes: true });

describe("the Standard Schemas", () => {
  it("give the config, or the errors of check", () => {
    const { validate, vendor, version } = loraConfigStandard["~standard"];
    expect([vendor, version]).toEqual(["peft-config", 1]);
    expect(validate({ r: 4 })).toMatchObject({ value: { r: 4 } });
    expect(validate({ r: 0 }).issues).toMatchObject([
      { path: ["r"], params: { code: "rank-not-positive", raises: "ValueError" } },
    ]);
    expect(peftDictStandard["~standard"].validate({ lora_alhpa: 1 }).issues).toMatchObject([
      { path: ["lora_alhpa"], params: { code: "unknown-key" } },
    ]);
  });

  it.each(Object.entries(schemas))("%s: is JSON Schema in every dialect", (_, schema) => {
    const { input, output } = schema["~standard"].jsonSchema;
    for (const convert of [input, output]) {
      expect(() => ajv.compile(convert({ target: "draft-07" }))).not.toThrow();
      expect(convert({ target: "draft-2020-12" }).$schema).toContain("2020-12");
      const text = JSON.stringify(convert({ target: "openapi-3.0" }));
      expect(text).not.toMatch(/"const"|"type":\[|"type":"null"|"exclusiveMinimum":\d/);
      expect(() => convert({ target: "draft-03" })).toThrow(RangeError);
    }
  });

  it("take in their JSON Schema what check accepts, and give what comes out", () => {
    const { input, output } = peftConfigStandard["~standard"].jsonSchema;
    const before = ajv.compile(input({ target: "draft-07" }));
    const after = ajv.compile(output({ target: "draft-07" }));
    const shipped = ajv.compile(inputSchema());
    fc.assert(
      fc.property(fc.oneof(anyConfig, richConfig), (written) => {
        const result = check(written);
        if (!result.ok || Object.values(result.config).includes(Number.NaN)) return;
        const value = JSON.parse(JSON.stringify(written));
        expect([before(value), before.errors]).toEqual([true, null]);
        expect([shipped(value), shipped.errors]).toEqual([true, null]);
        expect([after(JSON.parse(JSON.stringify(result.config))), after.errors]).toEqual([
          true,
          null,
        ]);
      }),
      { numRuns: 500 },
    );
  });
});

describe("the shipped schemas of inputs", () => {
  it("refuse what a builder refuses", () => {
    const lora = ajv.compile(builderSchema("LORA"));
    const adaLora = ajv.compile(builderSchema("ADALORA"));
    expect(lora({})).toBe(true);
    expect(lora({ lora_alpha: 8 })).toBe(false);
    expect(lora({ r: 0 })).toBe(false);
    expect(lora({ useDora: true, kasaConfig: {} })).toBe(false);
    expect(adaLora({})).toBe(false);
    expect(adaLora({ totalStep: 10000 })).toBe(true);
  });
});
