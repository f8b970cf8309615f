import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Language, speakerOf } from "../../src/finding/speaker.ts";
import { fillTemplate } from "../../src/finding/template.ts";

const languages: readonly Language[] = ["typescript", "json", "python"];

const data = {
  field: "loraAlpha",
  names: ["q_proj", "v_proj"],
  fields: ["useDora", "kasaConfig"],
  rank: 8,
  isOn: true,
  odd: { is: "an instance of Date" },
  label: "LoRA",
};

const fill = (template: string, language: Language, given = data) =>
  fillTemplate(template, given, speakerOf(language), ["evaConfig", "rho"]);

describe("fillTemplate", () => {
  it.each([
    ["`loraAlpha`", "loraAlpha", '"lora_alpha"', "lora_alpha"],
    ["`{field}`", "loraAlpha", '"lora_alpha"', "lora_alpha"],
    ["`useDora: true`", "useDora: true", '"use_dora": true', "use_dora=True"],
    ["`initR: {rank}`", "initR: 8", '"init_r": 8', "init_r=8"],
    [
      "`targetModules: {names}`",
      'targetModules: ["q_proj", "v_proj"]',
      '"target_modules": ["q_proj", "v_proj"]',
      'target_modules=["q_proj", "v_proj"]',
    ],
    ["`{field}: null`", "loraAlpha: null", '"lora_alpha": null', "lora_alpha=None"],
    ["{label}", '"LoRA"', '"LoRA"', '"LoRA"'],
    ["{label!}", "LoRA", "LoRA", "LoRA"],
    ["{odd}", "an instance of Date", "an instance of Date", "an instance of Date"],
    ["{isOn}", "true", "true", "True"],
    ["{=true}", "true", "true", "True"],
    ['{="a b"}', '"a b"', '"a b"', '"a b"'],
    ["{.field}", "loraAlpha", '"lora_alpha"', "lora_alpha"],
    [
      "{.fields}",
      "useDora and kasaConfig",
      '"use_dora" and "kasa_config"',
      "use_dora and kasa_config",
    ],
    ["{names&}", '"q_proj" and "v_proj"', '"q_proj" and "v_proj"', '"q_proj" and "v_proj"'],
    ["{rank&}", "8", "8", "8"],
    ["{}", "evaConfig.rho", '"rho" in "eva_config"', "eva_config.rho"],
    [
      "Write `r: 4` or {=false}.",
      "Write r: 4 or false.",
      'Write "r": 4 or false.',
      "Write r=4 or False.",
    ],
  ])("writes %s for each reader", (template, ...expected) => {
    expect(languages.map((language) => fill(template, language))).toEqual(expected);
  });

  it("leaves a text without marks as it is", () => {
    const plain = fc.string().filter((text) => !/[`{}]/.test(text));
    fc.assert(
      fc.property(plain, fc.constantFrom(...languages), (text, language) => {
        expect(fill(text, language)).toBe(text);
      }),
    );
  });

  it("never interprets the marks that stand in the data", () => {
    const mark = fc.constantFrom("{}", "{rank}", "{=x}", "`r`", "`r: x`", "{.field}", "$&", "$1");
    const foreign = fc
      .array(fc.oneof(mark, fc.string()), { maxLength: 6 })
      .map((parts) => parts.join("").slice(0, 200));
    fc.assert(
      fc.property(foreign, fc.constantFrom(...languages), (label, language) => {
        const given = { ...data, label, names: [label] };
        const quoted = JSON.stringify(label);
        expect(fill("{label!}", language, given)).toBe(label);
        expect(fill("a {label} b {label!} c", language, given)).toBe(`a ${quoted} b ${label} c`);
        expect(fill("{names&}", language, given)).toBe(quoted);
        expect(fill("`r: {label}`", "typescript", given)).toBe(`r: ${quoted}`);
      }),
    );
  });
});
