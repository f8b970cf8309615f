// The small build of zod: 3 kB where "zod" is 18 kB, and a schema of either works within the other.
import * as z from "zod/mini";
import type { AdaLoraConfigInput, LoraConfigInput } from "../config/input.ts";
import type { AdaLoraConfig, LoraConfig } from "../config/types.ts";
import type { PeftType } from "../field/base.ts";
import { inspectInput, type PeftConfig } from "../finding/check.ts";
import type { Allowance, TrustOptions } from "../finding/rule.ts";

/**
 * A zod schema that says what `check` says: an issue for each error, with the diagnostic's code,
 * hint and PEFT path in `params`. Warnings are not issues; `check` gives them.
 */
function schemaOf<Config extends PeftConfig, Input>(
  peftType?: PeftType,
  trust?: TrustOptions,
): z.ZodMiniType<Config, Input> {
  const schema = z.transform((input: unknown, context) => {
    const result = inspectInput(input, peftType, trust);
    if (result.ok) return result.config as Config;
    for (const { severity, path, message, ...params } of result.diagnostics) {
      if (severity !== "error") continue;
      context.issues.push({ code: "custom", path: [...path], message, params, input });
    }
    // With an issue, nobody asks for the value.
    return undefined as never;
  });
  return schema as unknown as z.ZodMiniType<Config, Input>;
}

/**
 * A LoRA config as zod schema, and so as Standard Schema.
 *
 * @example
 * ```ts
 * const result = loraConfigSchema.safeParse({ r: 0 });
 * result.error?.issues[0]; // { code: "custom", path: ["r"], params: { code: "rank-not-positive", … }, … }
 * ```
 */
export const loraConfigSchema: z.ZodMiniType<LoraConfig, LoraConfigInput> = schemaOf("LORA");

/** An AdaLoRA config as zod schema, and so as Standard Schema. */
export const adaLoraConfigSchema: z.ZodMiniType<AdaLoraConfig, AdaLoraConfigInput> =
  schemaOf("ADALORA");

/** What a config of either method is made from. */
type PeftConfigInput = LoraConfigInput | (AdaLoraConfigInput & { readonly peftType: "ADALORA" });

/** A config of either method, told apart by `peftType`; LoRA where it is absent. */
export const peftConfigSchema: z.ZodMiniType<PeftConfig, PeftConfigInput> = schemaOf();

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
): z.ZodMiniType<PeftConfig, PeftConfigInput> => schemaOf(undefined, { trust: "untrusted", allow });
