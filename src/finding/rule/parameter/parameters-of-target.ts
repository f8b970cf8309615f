import { shorten } from "../../../config/shape.ts";
import { sharesEnd } from "../../../pattern/key.ts";
import type { Rule } from "../../rule.ts";
import { findNames } from "../form.ts";
import { listNames, MANY, type NameData } from "../names.ts";

/**
 * No parameter of a target module is targeted by itself.
 *
 * @breaks { targetModules: ["q_proj"], targetParameters: ["self_attn.q_proj.weight"] }
 * @keeps { targetModules: ["q_proj"], targetParameters: ["experts.gate_up_proj"] }
 * @see peft/tuners/tuners_utils.py _inject_parameters
 * @remarks PEFT notices only if it adapts the module, which `layersToTransform` or `excludeModules` may spare.
 */
export const parametersOfTarget: Rule<NameData & { readonly module: string }> = {
  code: "parameters-of-target",
  stage: "injection",
  raises: "ValueError",
  ...findNames(["targetParameters"], ({ targetModules }) => {
    const targets = listNames(targetModules);
    return (name, index) => {
      if (index >= MANY) return false;
      const module = name.split(".").slice(0, -1).join(".");
      const isAdapted = module !== "" && targets.some((target) => sharesEnd(target, module));
      return isAdapted && { module: shorten(module) };
    };
  }),
  words: [
    "`targetModules` already adapts {module}, the module of {name}",
    "Remove this entry, or remove the module from `targetModules`.",
  ],
};
