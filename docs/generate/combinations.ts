/** The combinations of fields that PEFT refuses, as far as JSON Schema can say them. */
import type { initNames } from "../../src/field/lora.ts";

/** A schema of draft-07, as the plain data it is. */
export type Schema = Readonly<Record<string, unknown>>;

/** What holds if another thing holds, and what holds otherwise. */
export function conditional(test: Schema, then: Schema, otherwise?: Schema): Schema {
  return { if: test, then, ...(otherwise !== undefined && { else: otherwise }) };
}

/** The field is there and has such a value. */
const has = (field: string, value: Schema): Schema => ({
  type: "object",
  properties: { [field]: value },
  required: [field],
});

/** The fields, where they are there, have such values. */
const ifGiven = (properties: Readonly<Record<string, Schema>>): Schema => ({
  type: "object",
  properties,
});

const word = (name: (typeof initNames)[number]): Schema => ({ const: name });
const yes: Schema = { const: true };
const no: Schema = { const: false };
const none: Schema = { type: "null" };
const text: Schema = { type: "string" };
const some: Schema = { type: "array", minItems: 1 };
const noItem: Schema = { anyOf: [none, { type: "array", maxItems: 0 }] };
const noMember: Schema = { anyOf: [none, { type: "object", maxProperties: 0 }] };
const nonEmpty: Schema = { anyOf: [some, { type: "string", minLength: 1 }] };
const object: Schema = { type: "object" };
const even: Schema = { type: "integer", multipleOf: 2 };
const unnamed: Schema = { type: "array", contains: { const: "" } };
const named: Schema = { not: unnamed };
const tokens: Schema = { anyOf: [none, some, { type: "object", additionalProperties: some }] };
const weightInit: Schema = { type: "string", pattern: "^(pissa|olora$|orthogonal$|corda$)" };

/** What turns each variant of LoRA on. */
export const variants = {
  dora: has("use_dora", yes),
  velora: has("velora_config", object),
  alora: has("alora_invocation_tokens", some),
  monteclora: has("monteclora_config", object),
  bdlora: has("use_bdlora", object),
  arrow: has("arrow_config", object),
  kasa: has("kasa_config", object),
  mica: has("init_lora_weights", word("mica")),
} as const;

type Variant = keyof typeof variants;

const names = Object.keys(variants) as Variant[];

const isOn = (variant: Variant): Schema => ({ $ref: `#/definitions/${variant}` });

const isOff = (which: readonly Variant[]): Schema => ({ not: { anyOf: which.map(isOn) } });

/** A combination under the code of the diagnostic that says the same. */
const rule = (code: string, test: Schema, then: Schema): Schema => ({
  $comment: code,
  ...conditional(test, then),
});

/** What holds for both methods. */
const both: readonly Schema[] = [
  rule(
    "layers-with-target-string",
    has("target_modules", text),
    ifGiven({ layers_to_transform: none }),
  ),
  rule(
    "layers-pattern-with-target-string",
    has("target_modules", text),
    ifGiven({ layers_pattern: none }),
  ),
  rule(
    "layers-pattern-alone",
    has("layers_pattern", nonEmpty),
    has("layers_to_transform", { not: none }),
  ),
  rule("targets-empty", has("target_modules", { enum: ["", []] }), has("target_parameters", some)),
  {
    $comment: "name-empty",
    ...ifGiven({
      target_modules: named,
      exclude_modules: named,
      target_parameters: named,
      modules_to_save: named,
    }),
  },
  { $comment: "tokens-empty", ...ifGiven({ trainable_token_indices: tokens }) },
  rule(
    "lora-bias-with-init",
    has("lora_bias", yes),
    ifGiven({ init_lora_weights: { type: "boolean" } }),
  ),
  rule("lora-bias-with-dora", has("lora_bias", yes), ifGiven({ use_dora: no })),
  rule("dora-with-megatron", has("use_dora", yes), ifGiven({ megatron_config: noMember })),
];

const lora: readonly Schema[] = [
  ...both,
  ...names.map((name) =>
    rule("variants-exclusive", isOn(name), isOff(names.filter((other) => other !== name))),
  ),
  rule(
    "init-loftq-without-config",
    has("init_lora_weights", word("loftq")),
    has("loftq_config", { type: "object", minProperties: 1 }),
  ),
  rule(
    "orthogonal-rank-odd",
    has("init_lora_weights", word("orthogonal")),
    ifGiven({ r: even, rank_pattern: { type: "object", additionalProperties: even } }),
  ),
  rule(
    "bdlora-unlisted",
    has("use_bdlora", { type: "object", properties: { match_strict: yes } }),
    has("use_bdlora", {
      anyOf: [has("target_modules_bd_a", some), has("target_modules_bd_b", some)],
    }),
  ),
  rule("parameters-unsupported", has("target_parameters", some), {
    ...ifGiven({
      lora_dropout: { const: 0 },
      fan_in_fan_out: no,
      lora_bias: no,
      init_lora_weights: { not: weightInit },
    }),
    ...isOff(names),
  }),
];

const adaLora: readonly Schema[] = [
  ...both,
  {
    $comment: "adalora-total-step-missing",
    ...has("total_step", { type: "integer" }),
  },
  { $comment: "adalora-with-dora", ...ifGiven({ use_dora: no }) },
  { $comment: "adalora-with-loftq", ...ifGiven({ init_lora_weights: { not: word("loftq") } }) },
  { $comment: "adalora-with-alora", ...ifGiven({ alora_invocation_tokens: noItem }) },
  {
    $comment: "adalora-rank-pattern-by-hand",
    ...ifGiven({
      rank_pattern: { anyOf: [none, { type: "object", additionalProperties: { type: "array" } }] },
    }),
  },
  { $comment: "adalora-target-parameters", ...ifGiven({ target_parameters: noItem }) },
];

/** The combinations of each class, as keywords of its schema. */
export const combinations: Readonly<Record<string, Schema>> = {
  LoraConfig: { allOf: lora },
  AdaLoraConfig: { allOf: adaLora },
};
