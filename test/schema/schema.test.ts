import { existsSync, readdirSync, readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { combinationSchemas } from "../../docs/generate/combinations.ts";
import { type Example, exampleValue } from "../../docs/generate/example.ts";
import { facts } from "../../docs/generate/facts.ts";
import { lenientSchema, type Schema, strictSchema } from "../../docs/generate/schema.ts";
import { check } from "../../src/finding/check.ts";
import { configClasses } from "../../src/finding/class.ts";
import { listConstraints } from "../../src/finding/constraint.ts";
import { toPeftDict } from "../../src/peft/dict.ts";
import { anyConfig, richConfig } from "../conformance/arbitraries.ts";
import { fileOf, type Input } from "../conformance/call.ts";
import { readReleases } from "../conformance/release-recording.ts";

const compiled = (schema: Schema) =>
  new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);
const lenient = compiled(lenientSchema());
const strict = compiled(strictSchema());

/** What is wrong with a value; empty if nothing is. */
const faults = (validate: ValidateFunction, value: unknown): readonly string[] =>
  validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);

const lora = (fields: Input): Input => ({ peft_type: "LORA", ...fields });

/** True for an example of an input, which has a file that says the same. */
const isWritten = (example: Example | null): example is Example =>
  example !== null && ["input", "adalora"].includes(example.form) && example.context === null;

describe("both schemas", () => {
  it.each([
    ["lenient", lenientSchema()],
    ["strict", strictSchema()],
  ])("%s: every field has a title, its meaning, a link and its default", (_, schema) => {
    const definitions = schema.definitions as Record<
      string,
      { properties?: Record<string, Schema> }
    >;
    const fields = Object.values(definitions)
      .flatMap(({ properties = {} }) => Object.values(properties))
      .filter(({ $ref, type, const: fixed }) => !$ref && type !== "object" && fixed !== true);
    const described = fields.filter((field) => "title" in field);
    expect(described.length).toBeGreaterThan(80);
    for (const { title, description, default: usual } of described) {
      expect(title).toMatch(/^\S.*$/);
      expect(description).toMatch(
        /^.+ Since PEFT 0\.\d+\.\d+\.\nhttps:\/\/huggingface\.co\/docs\/peft\/package_reference\/\w+#peft\.\w+\.\w+$/,
      );
      expect(usual).not.toBe(undefined);
    }
  });

  it("take the default files of old and new releases", () => {
    for (const [release, files] of Object.entries(readReleases().texts)) {
      for (const file of Object.values(files).map((text) => JSON.parse(text))) {
        expect(faults(lenient, file)).toEqual([]);
        // PEFT 0.3 had no default for these two.
        const whole = release === "0.3.0" ? { ...file, lora_alpha: 8, lora_dropout: 0 } : file;
        expect(faults(strict, whole)).toEqual([]);
      }
    }
  });

  it("take what check accepts", () => {
    fc.assert(
      fc.property(fc.oneof(anyConfig, richConfig), (input) => {
        const result = check(input);
        if (!result.ok || Object.values(result.config).includes(Number.NaN)) return;
        const dict = JSON.parse(JSON.stringify(toPeftDict(result.config)));
        expect(faults(strict, dict)).toEqual([]);
        expect(faults(lenient, dict)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it("take the near miss of every diagnostic", () => {
    for (const { code, keeps } of facts()) {
      if (!isWritten(keeps) || code === "unreadable") continue;
      const input = exampleValue(keeps);
      if (!check(input).ok) continue;
      const dict = JSON.parse(fileOf(input as Input));
      expect([code, ...faults(lenient, dict)]).toEqual([code]);
      expect([code, ...faults(strict, dict)]).toEqual([code]);
    }
  });
});

describe("the strict schema", () => {
  const constraints = Object.values(configClasses)
    .flatMap(({ fields }) => listConstraints(fields))
    .map(({ constraint }) => constraint.code);
  const combined = Object.values(combinationSchemas("peft"))
    .flatMap(({ allOf }) => allOf as readonly Schema[])
    .map(({ $comment }) => String($comment));

  const dictOf = (code: string): unknown => {
    const breaks = facts().find((fact) => fact.code === code)?.breaks ?? null;
    if (!isWritten(breaks)) throw new Error(`${code} has no example of an input.`);
    return JSON.parse(fileOf(exampleValue(breaks) as Input));
  };

  it.each([...new Set(constraints)].filter((code) => code !== "peft-type-unknown"))(
    "refuses what breaks the constraint %s",
    (code) => {
      expect(strict(dictOf(code))).toBe(false);
    },
  );

  it.each([...new Set(combined)])("refuses the combination %s", (code) => {
    expect(strict(dictOf(code))).toBe(false);
  });

  it("refuses unknown keys, also in sub-configs, and other methods", () => {
    expect(faults(strict, lora({ rank: 8 }))).toContain(" must NOT have additional properties");
    expect(faults(strict, lora({ eva_config: { rhoo: 2 } }))).not.toEqual([]);
    expect(faults(strict, lora({ runtime_config: {} }))).not.toEqual([]);
    expect(faults(strict, { peft_type: "VERA", r: 256 })).not.toEqual([]);
    expect(faults(strict, { r: 8 })).toContain(" must have required property 'peft_type'");
    expect(faults(strict, [])).not.toEqual([]);
  });

  it("refuses initialisations that do not exist", () => {
    expect(faults(strict, lora({ init_lora_weights: "pisa" }))).not.toEqual([]);
    expect(faults(strict, lora({ init_lora_weights: "pissa_niter_4" }))).toEqual([]);
  });
});

describe("the lenient schema", () => {
  it("passes unknown keys, new words, odd booleans and other methods", () => {
    const odd = { fan_in_fan_out: null, use_dora: 0, inference_mode: 1, enable_lora: [true] };
    expect(faults(lenient, lora(odd))).toEqual([]);
    expect(
      faults(lenient, lora({ bias: "new", task_type: "NEW", init_lora_weights: "new" })),
    ).toEqual([]);
    expect(faults(lenient, lora({ loftq_config: { loftq_bits: 2 }, rank_pattern: null }))).toEqual(
      [],
    );
    expect(faults(lenient, { peft_type: "VERA", r: "any", target_modules: 7 })).toEqual([]);
    expect(faults(lenient, { peft_type: "NEW" })).toEqual([]);
    expect(faults(lenient, { peft_type: "ADALORA", total_step: null })).toEqual([]);
    expect(faults(lenient, {})).toEqual([]);
  });

  it("marks what PEFT refuses", () => {
    expect(faults(lenient, lora({ r: 0 }))).toContain("/r must be >= 1");
    expect(faults(lenient, lora({ r: "8" }))).toContain("/r must be integer,null");
    expect(faults(lenient, lora({ target_modules: { q_proj: true } }))).not.toEqual([]);
    expect(faults(lenient, { peft_type: "ADALORA", beta1: 1 })).toContain("/beta1 must be < 1");
  });
});

const corpus = "/work/shared/corpus";

describe.skipIf(!existsSync(corpus))("the lenient schema on files from the wild", () => {
  const files = existsSync(corpus)
    ? readdirSync(corpus).filter((name) => /^\d+\.json$/.test(name))
    : [];

  it("takes every LoRA and AdaLoRA file", () => {
    const wrong = files.flatMap((name) => {
      const value = parsed(readFileSync(`${corpus}/${name}`, "utf8"));
      const isOurs = ["LORA", "ADALORA"].includes(String(value.peft_type));
      return isOurs ? faults(lenient, value).map((fault) => `${name} ${fault}`) : [];
    });
    expect(wrong).toEqual([]);
  });
});

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
