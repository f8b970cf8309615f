import type { AdaLoraConfigInput, LoraConfigInput } from "../config/input.ts";
import type { AdaLoraConfig, LoraConfig } from "../config/types.ts";
import type { PeftConfig } from "../finding/check.ts";
import type { PeftDict } from "../peft/dict.ts";
import type { StandardConfigSchema } from "./standard-type.ts";
import { inspectSubject, type Subject, subjectSchema } from "./subject.ts";
import { schemaFor } from "./target.ts";

/** An input of either method. */
export type PeftConfigInput =
  | LoraConfigInput
  | (AdaLoraConfigInput & { readonly peftType: "ADALORA" });

function makeStandard<Output extends PeftConfig, Input>(
  subject: Subject,
): StandardConfigSchema<Output, Input> {
  return {
    "~standard": {
      version: 1,
      vendor: "peft-config",
      validate(value) {
        const { result, issues } = inspectSubject(value, subject);
        return result.ok ? { value: result.config as Output } : { issues };
      },
      jsonSchema: {
        input: ({ target }) => schemaFor(target, subjectSchema(subject, "input")),
        output: ({ target }) => schemaFor(target, subjectSchema(subject, "output")),
      },
    },
  };
}

/**
 * A LoRA config as Standard Schema and Standard JSON Schema, for a library that takes those and a
 * project without zod. For zod, `peft-config/zod` has `loraConfigSchema`.
 *
 * @example
 * ```ts
 * const result = loraConfigStandard["~standard"].validate({ r: 0 });
 * result.issues?.[0]?.params.code; // "rank-not-positive"
 * const { properties } = loraConfigStandard["~standard"].jsonSchema.input({ target: "draft-07" });
 * ```
 * @see https://standardschema.dev
 */
export const loraConfigStandard: StandardConfigSchema<LoraConfig, LoraConfigInput> = makeStandard({
  naming: "typescript",
  peftType: "LORA",
});

/** As {@link loraConfigStandard}, for an AdaLoRA config. */
export const adaLoraConfigStandard: StandardConfigSchema<AdaLoraConfig, AdaLoraConfigInput> =
  makeStandard({ naming: "typescript", peftType: "ADALORA" });

/** As {@link loraConfigStandard}, for a config of either method, told apart by `peftType`; LoRA where it is absent. */
export const peftConfigStandard: StandardConfigSchema<PeftConfig, PeftConfigInput> = makeStandard({
  naming: "typescript",
});

/**
 * As {@link peftConfigStandard}, under PEFT's names: what a Python client posts. It is strict, as a
 * config that is being written is: a misspelt key is an issue. The value is a config.
 */
export const peftDictStandard: StandardConfigSchema<PeftConfig, PeftDict> = makeStandard({
  naming: "peft",
});
