import { describe, expect, it } from "vitest";
import * as z from "zod";
import { adaLoraConfigSchema, loraConfigSchema, peftConfigSchema } from "../../src/build/schema.ts";
import { check } from "../../src/finding/check.ts";

const bad = { r: 0, lora_alpha: 16, evaConfig: { rho: 0.5 }, targetModules: ["q_proj"] };

describe("the zod schemas", () => {
  it("give the config that check gives", () => {
    const result = check({ r: 4 });
    expect(loraConfigSchema.parse({ r: 4 })).toEqual(result.ok && result.config);
  });

  it("report the errors of check, with all but path and message in params", () => {
    const errors = check(bad).diagnostics.filter(({ severity }) => severity === "error");
    const issues = loraConfigSchema.safeParse(bad).error?.issues;
    expect(issues).toEqual(
      errors.map(({ code, stage, raises, path, peftPath, data, message, hint }) => ({
        code: "custom",
        path,
        message,
        params: { code, stage, raises, peftPath, data, hint },
      })),
    );
    expect(issues?.map(({ path }) => path)).toEqual([["r"], ["evaConfig", "rho"], ["lora_alpha"]]);
  });

  it("accept a warning", () => {
    expect(check({ evaConfig: {} }).diagnostics).toHaveLength(1);
    expect(loraConfigSchema.safeParse({ evaConfig: {} }).success).toBe(true);
  });

  it("are Standard Schemas", async () => {
    const { vendor, validate } = loraConfigSchema["~standard"];
    expect(vendor).toBe("zod");
    expect(await validate({ r: 4 })).toMatchObject({ value: { r: 4, peftType: "LORA" } });
    expect(await validate({ r: 0 })).toMatchObject({
      issues: [{ path: ["r"], message: expect.stringContaining("r is 0") }],
    });
  });

  it("nest in schemas of zod proper, which put the path before", () => {
    const job = z.object({ name: z.string(), adapter: loraConfigSchema });
    expect(job.parse({ name: "a", adapter: {} }).adapter.r).toBe(8);
    expect(job.safeParse({ name: "a", adapter: { r: 0 } }).error?.issues[0]?.path).toEqual([
      "adapter",
      "r",
    ]);
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
});
