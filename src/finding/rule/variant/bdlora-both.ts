import { shorten } from "../../../config/shape.ts";
import type { LoraConfig } from "../../../config/types.ts";
import type { Rule } from "../../rule.ts";
import { findAt } from "../form.ts";
import { listNames, MANY, type NameData } from "../names.ts";

/**
 * No target module matches entries in both lists of BD-LoRA.
 *
 * @breaks { targetModules: ["q_proj"], useBdlora: { targetModulesBdA: ["proj"], targetModulesBdB: ["q_proj"] } }
 * @keeps { targetModules: ["q_proj", "o_proj"], useBdlora: { targetModulesBdA: ["o_proj"], targetModulesBdB: ["q_proj"] } }
 * @see peft/tuners/lora/variants.py BdLoraLinearVariant.init
 * @remarks PEFT notices only if it adapts a module of that name.
 */
export const bdloraBoth: Rule<NameData, LoraConfig> = {
  code: "bdlora-both",
  stage: "injection",
  raises: "ValueError",
  ...findAt("useBdlora", ({ targetModules, useBdlora }) => {
    const lists = [useBdlora?.targetModulesBdA ?? [], useBdlora?.targetModulesBdB ?? []];
    const name = listNames(targetModules)
      .slice(0, MANY)
      .find((target) => lists.every((list) => list.some((part) => target.includes(part))));
    return name !== undefined && { name: shorten(name) };
  }),
  words: [
    "{name} contains an entry of each list of `useBdlora`",
    "Write longer entries, so that {name} contains entries of one list only.",
  ],
};
