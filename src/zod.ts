/** The zod schemas of configs: the entry `peft-config/zod`. */
import type * as z from "zod";
import type { AdaLoraConfigInput, LoraConfigInput } from "./config/input.ts";
import type { AdaLoraConfig, LoraConfig } from "./config/types.ts";
import type { PeftConfig } from "./finding/check.ts";
import type { Allowance } from "./finding/rule.ts";
import type { PeftDict } from "./peft/dict.ts";
import type { PeftConfigInput } from "./schema/standard.ts";
import { type ConfigSchema, dictSchema, objectSchema, unionSchema } from "./schema/zod-config.ts";

export type { ConfigSchema };

/**
 * A LoRA config as schema of zod. It says what `check` says: an issue for each error, with the
 * diagnostic's code, hint, PEFT path, stage and exception in `params`. Warnings are not issues.
 *
 * @example
 * ```ts
 * const result = loraConfigSchema.safeParse({ r: 0 });
 * result.error?.issues[0]; // { code: "custom", path: ["r"], params: { code: "rank-not-positive", … }, … }
 * ```
 * @see {@link check}
 */
export const loraConfigSchema = objectSchema("LORA", "typescript") as unknown as ConfigSchema<
  LoraConfig,
  LoraConfigInput
>;

/** As {@link loraConfigSchema}, for an AdaLoRA config. */
export const adaLoraConfigSchema = objectSchema("ADALORA", "typescript") as unknown as ConfigSchema<
  AdaLoraConfig,
  AdaLoraConfigInput
>;

/**
 * As {@link loraConfigSchema}, for a config of either method: a discriminated union by `peftType`.
 * Without a `peftType` it is a LoRA config.
 */
export const peftConfigSchema = unionSchema("typescript") as unknown as ConfigSchema<
  PeftConfig,
  PeftConfigInput
>;

/**
 * As {@link peftConfigSchema}, under PEFT's names: what a Python client posts. It is strict, as a
 * config that is being written is: a misspelt key is an issue. The value is a config.
 *
 * @example
 * ```ts
 * peftDictSchema.parse({ peft_type: "LORA", lora_alpha: 32 }).loraAlpha; // 32
 * peftDictSchema.safeParse({ lora_alhpa: 32 }).error?.issues[0]?.path; // ["lora_alhpa"]
 * ```
 */
export const peftDictSchema = dictSchema() as unknown as z.ZodType<PeftConfig, PeftDict>;

/**
 * {@link peftConfigSchema} for configs from strangers: what `check` refuses with `trust: "untrusted"`
 * is an issue.
 *
 * @param allow What such a config may do all the same. Default: nothing.
 * @example
 * ```ts
 * const schema = untrustedConfigSchema({ baseModels: ["Qwen/"], maxRank: 64 });
 * schema.safeParse({ r: 128 }).error?.issues[0]?.path; // ["r"]
 * ```
 */
export const untrustedConfigSchema = (
  allow?: Allowance,
): ConfigSchema<PeftConfig, PeftConfigInput> =>
  unionSchema("typescript", { trust: "untrusted", allow }) as unknown as ConfigSchema<
    PeftConfig,
    PeftConfigInput
  >;
