import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { check } from "../../src/finding/check.ts";
import {
  adaLoraConfigSchema,
  loraConfigSchema,
  peftConfigSchema,
  peftDictSchema,
} from "../../src/zod.ts";
import { anyConfig, richConfig } from "../conformance/arbitraries.ts";

const bad = { r: 0, lora_alpha: 16, evaConfig: { rho: 0.5 }, targetModules: ["q_proj"] };

/** The properties of a JSON Schema. */
const propertiesOf = (schema: object): Record<string, Record<string, unknown>> =>
  (schema as { properties: Record<string, Record<string, unknown>> }).properties;

describe("the zod schemas", () => {
  it("give the config that check gives", () => {
    const result = check({ r: 4 });
    expect(loraConfigSchema.parse({ r: 4 })).toEqual(result.ok && result.config);
  });

  it("say the errors of check, with the rest of the diagnostic in params", () => {
    const errors = check(bad).diagnostics.filter(({ severity }) => severity === "error");
    const issues = loraConfigSchema.safeParse(bad).error?.issues;
    expect(issues).toEqual(
      errors.map(({ severity, path, message, ...params }) => ({
        code: "custom",
        path,
        message,
        params,
      })),
    );
    expect(issues?.map(({ path }) => path)).toEqual([["r"], ["evaConfig", "rho"], ["lora_alpha"]]);
    expect(issues?.[0]).toMatchObject({
      params: {
        code: "rank-not-positive",
        peftPath: ["r"],
        stage: "injection",
        raises: "ValueError",
      },
    });
  });

  it("accept a warning", () => {
    expect(check({ evaConfig: {} }).diagnostics).toHaveLength(1);
    expect(loraConfigSchema.safeParse({ evaConfig: {} }).success).toBe(true);
  });

  it("are of zod's classic kind: parse throws a ZodError, also after every copy", () => {
    const copies = [
      loraConfigSchema,
      loraConfigSchema.optional(),
      loraConfigSchema.nullable(),
      loraConfigSchema.meta({ title: "Adapter" }),
      loraConfigSchema.describe("The adapter."),
      loraConfigSchema.refine(() => true),
      loraConfigSchema.brand("adapter"),
      peftConfigSchema,
      peftConfigSchema.optional(),
    ];
    for (const schema of copies) {
      expect(schema).toBeInstanceOf(z.ZodType);
      expect(() => schema.parse({ r: 0 })).toThrow(z.ZodError);
    }
    expect(loraConfigSchema.optional().parse(undefined)).toBe(undefined);
    expect(loraConfigSchema.describe("The adapter.").description).toBe("The adapter.");
    expect(loraConfigSchema.meta({ title: "Adapter" }).meta()).toMatchObject({ title: "Adapter" });
  });

  it("run refinements on the config", () => {
    const small = loraConfigSchema.refine(({ r }) => r <= 64, { path: ["r"], error: "Too large." });
    expect(small.safeParse({ r: 65 }).error?.issues[0]).toMatchObject({ message: "Too large." });
    expect(small.parse({}).loraAlpha).toBe(8);
  });

  it("lend their fields to objects that are no configs", () => {
    const rank = (loraConfigSchema as unknown as z.ZodObject).pick({ r: true });
    expect(rank.parse({})).toEqual({ r: 8 });
    expect(rank.safeParse({ r: 0 }).error?.issues[0]?.code).toBe("too_small");
  });

  it("are Standard Schemas", async () => {
    const { vendor, validate } = loraConfigSchema["~standard"];
    expect(vendor).toBe("zod");
    expect(await validate({ r: 4 })).toMatchObject({ value: { r: 4, peftType: "LORA" } });
    expect(await validate({ r: 0 })).toMatchObject({
      issues: [{ path: ["r"], message: expect.stringContaining("r is 0") }],
    });
  });

  it("nest, with the path before", () => {
    const job = z.object({ name: z.string(), adapter: loraConfigSchema });
    expect(job.parse({ name: "a", adapter: {} }).adapter.r).toBe(8);
    const error = job.safeParse({ name: "a", adapter: { r: 0 } }).error;
    expect(error?.issues[0]?.path).toEqual(["adapter", "r"]);
  });

  it("hold to their type", () => {
    expect(adaLoraConfigSchema.parse({ totalStep: 10 }).peftType).toBe("ADALORA");
    expect(peftConfigSchema.parse({ peftType: "ADALORA", totalStep: 10 }).peftType).toBe("ADALORA");
    expect(peftConfigSchema.parse({}).peftType).toBe("LORA");
    expect(loraConfigSchema.safeParse({ peftType: "ADALORA" }).error?.issues[0]).toMatchObject({
      path: ["peftType"],
      params: { code: "peft-type-other" },
    });
  });

  it("are members of a discriminated union", () => {
    const either = z.discriminatedUnion("peftType", [loraConfigSchema, adaLoraConfigSchema]);
    expect(either.parse({}).peftType).toBe("LORA");
    expect(either.parse({ peftType: "ADALORA", totalStep: 9 }).peftType).toBe("ADALORA");
    expect(either.safeParse({ peftType: "ADALORA" }).error?.issues[0]?.path).toEqual(["totalStep"]);
  });
});

describe("peftDictSchema", () => {
  it("takes PEFT's names and gives a config", () => {
    expect(peftDictSchema.parse({ peft_type: "LORA", lora_alpha: 32 }).loraAlpha).toBe(32);
  });

  it("takes a misspelt key for an error, under PEFT's names", () => {
    const issues = peftDictSchema.safeParse({ lora_alhpa: 32, eva_config: { rho: 0 } }).error
      ?.issues;
    expect(issues?.map(({ path }) => path)).toEqual([["eva_config", "rho"], ["lora_alhpa"]]);
    expect(issues?.[1]).toMatchObject({ params: { code: "unknown-key" } });
    expect(issues?.[1]?.message + JSON.stringify(issues?.[1]?.path)).not.toContain("loraAlpha");
  });
});

describe("their JSON Schemas", () => {
  it.each(["input", "output"] as const)("%s: describe every field, with its default", (io) => {
    const schema = z.toJSONSchema(loraConfigSchema, { io });
    const fields = propertiesOf(schema);
    expect(Object.keys(fields)).toHaveLength(42);
    expect(fields.loraAlpha).toMatchObject({
      type: "number",
      default: 8,
      description: "Numerator of the scaling alpha / r (alpha / sqrt(r) with `useRslora`).",
    });
    expect(fields.r).toMatchObject({ minimum: 1 });
    for (const field of Object.values(fields)) expect(field.description).toBeTruthy();
    expect(schema).toMatchObject({ type: "object", additionalProperties: false });
    expect(schema.required?.length ?? 0).toBe(io === "input" ? 0 : 42);
  });

  it("need totalStep of AdaLoRA", () => {
    expect(z.toJSONSchema(adaLoraConfigSchema, { io: "input" }).required).toEqual(["totalStep"]);
  });

  it("of the dict have PEFT's names going in and ours coming out", () => {
    const input = JSON.stringify(z.toJSONSchema(peftDictSchema, { io: "input" }));
    const output = JSON.stringify(z.toJSONSchema(peftDictSchema, { io: "output" }));
    expect(input).toContain('"lora_alpha"');
    expect(input).not.toContain('loraAlpha"');
    expect(output).toContain('"loraAlpha"');
  });

  it("take what check accepts, and what it gives", () => {
    const ajv = new Ajv({ strict: true, allowUnionTypes: true });
    const [before, after] = (["input", "output"] as const).map((io) =>
      ajv.compile(z.toJSONSchema(peftConfigSchema, { io, target: "draft-07" })),
    );
    fc.assert(
      fc.property(fc.oneof(anyConfig, richConfig), (written) => {
        const result = check(written);
        if (!result.ok || Object.values(result.config).includes(Number.NaN)) return;
        expect([before?.(JSON.parse(JSON.stringify(written))), before?.errors]).toEqual([
          true,
          null,
        ]);
        expect([after?.(JSON.parse(JSON.stringify(result.config))), after?.errors]).toEqual([
          true,
          null,
        ]);
      }),
      { numRuns: 500 },
    );
  });

  it.each(["draft-2020-12", "draft-07", "openapi-3.0"] as const)("are written for %s", (target) => {
    for (const schema of [loraConfigSchema, adaLoraConfigSchema, peftConfigSchema, peftDictSchema])
      expect(JSON.stringify(z.toJSONSchema(schema, { target, io: "input" }))).toContain(
        "escription",
      );
  });
});
