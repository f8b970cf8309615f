import type { Told } from "../../../config/shape.ts";
import type { CodeFacts } from "../../rule.ts";
import { refused } from "./trust.ts";

/** What PEFT does for methods that name something to load (peft/tuners/<method>/). */
const effects: Readonly<Record<string, string>> = {
  XLORA: "loads configs and weights from any path",
  SHADOW: "loads any model",
  PROMPT_TUNING: "loads any tokenizer, with arguments of the file",
  MULTITASK_PROMPT_TUNING: "unpickles any path",
};

/**
 * The method is LoRA or AdaLoRA.
 *
 * PEFT passes the file to the class of its method. X-LoRA loads `adapters` from any path, Shadow loads
 * `shadow_model`, prompt tuning a tokenizer with free arguments, multitask prompt tuning unpickles a path.
 *
 * @breaks file { peft_type: "XLORA", adapters: { a: "/etc" } } with { trust: "untrusted" }
 * @keeps file { peft_type: "ADALORA", total_step: 100 } with { trust: "untrusted" }
 * @see peft/config.py PeftConfigMixin.from_peft_type
 */
export const untrustedMethod: CodeFacts<{ method: Told }> = {
  code: "untrusted-method",
  ...refused,
  words: ({ method }) => [
    `PEFT passes the config to its class for the method {method}${
      typeof method === "string" && Object.hasOwn(effects, method)
        ? `, which ${effects[method]}`
        : ""
    }.`,
    'Write `peftType: "LORA"`, for an adapter that is one.',
  ],
};
