import { shorten } from "../../../config/shape.ts";
import type { Rule } from "../../rule.ts";
import { isListed, refused } from "./trust.ts";

/**
 * `baseModelNameOrPath` is one that `allow` has.
 *
 * @breaks { baseModelNameOrPath: "stranger/model" } with { trust: "untrusted", allow: { baseModels: ["Qwen/"] } }
 * @keeps { baseModelNameOrPath: "Qwen/Qwen3-8B" } with { trust: "untrusted", allow: { baseModels: ["Qwen/"] } }
 * @see peft/auto.py _BaseAutoPeftModel.from_pretrained
 */
export const untrustedBaseModel: Rule<{ name: string }> = {
  code: "untrusted-base-model",
  ...refused,
  reads: ["baseModelNameOrPath"],
  find({ baseModelNameOrPath: name }, report, { allow }) {
    if (!name || allow?.baseModels === undefined || isListed(name, allow.baseModels)) return;
    report(["baseModelNameOrPath"], { name: shorten(name) });
  },
  words: [
    "AutoPeftModel would load the base model {name}, which is not allowed.",
    "Write a base model that is allowed.",
  ],
};
