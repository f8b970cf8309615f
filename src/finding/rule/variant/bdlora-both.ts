import { shorten } from "../../../config/shape.ts";
import type { LoraConfig } from "../../../config/types.ts";
import type { Rule } from "../../rule.ts";
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
  reads: ["useBdlora"],
  find({ targetModules, useBdlora }, report) {
    if (useBdlora === null) return;
    const lists = [useBdlora.targetModulesBdA ?? [], useBdlora.targetModulesBdB ?? []];
    const name = listNames(targetModules)
      .slice(0, MANY)
      .find((target) => lists.every((list) => list.some((part) => target.includes(part))));
    if (name !== undefined) report(["useBdlora"], { name: shorten(name) });
  },
  words: [
    "{name} matches an entry in both lists of `useBdlora`",
    "PEFT looks for each entry anywhere in a module name. Write longer entries, so that only one list matches {name}.",
  ],
};
