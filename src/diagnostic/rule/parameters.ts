import { quoted } from "../../config/shape.ts";
import type { LoraConfig } from "../../config/types.ts";
import { sharesEnd } from "../../pattern/key.ts";
import { listedNames, MANY } from "./names.ts";
import type { Rule } from "./rule.ts";
import { requestedVariants } from "./variants.ts";

/** Initialisations that need a module with a weight of its own. */
const weightInits = ["olora", "orthogonal", "corda"];

const targetsParameters = ({ targetParameters }: Pick<LoraConfig, "targetParameters">): boolean =>
  targetParameters !== null && targetParameters.length > 0;

/** What a bare parameter cannot have, as field and the value to write instead. */
function unsupported(config: LoraConfig): readonly (readonly [field: string, instead: string])[] {
  const init = config.initLoraWeights;
  const needsWeight =
    typeof init === "string" && (init.startsWith("pissa") || weightInits.includes(init));
  return [
    ...(config.loraDropout === 0 ? [] : ([["loraDropout", "0"]] as const)),
    ...(config.fanInFanOut ? ([["fanInFanOut", "false"]] as const) : []),
    ...(config.loraBias ? ([["loraBias", "false"]] as const) : []),
    ...requestedVariants(config).map((field) => [field, instead[field] ?? "null"] as const),
    ...(needsWeight ? ([["initLoraWeights", "true"]] as const) : []),
  ];
}

const instead: Readonly<Record<string, string>> = { useDora: "false", initLoraWeights: "true" };

/** targetParameters. */
export const parameterRules: readonly Rule[] = [
  /**
   * What adapts a parameter has no dropout, bias, variant or weight-based initialisation.
   * @see peft/tuners/lora/layer.py ParamWrapper.__init__
   * @remarks PEFT notices only if a parameter matches.
   */
  {
    code: "parameters-unsupported",
    when: "injection",
    of: "LORA",
    find: (config, report) => {
      if (!targetsParameters(config)) return;
      for (const [field, value] of unsupported(config)) {
        report(
          [field],
          `targetParameters adapts bare parameters, which do not work with this ${field}: get_peft_model raises an error.`,
          `Write ${field}: ${value}, or target modules instead.`,
        );
      }
    },
  },
  /**
   * No parameter of a target module is targeted by itself.
   * @see peft/tuners/tuners_utils.py _inject_parameters
   * @remarks PEFT notices only if it adapts the module, which layersToTransform or excludeModules may spare.
   */
  {
    code: "parameters-of-target",
    when: "injection",
    of: "LORA",
    find: ({ targetModules, targetParameters }, report) => {
      if (targetParameters === null) return;
      const targets = listedNames(targetModules);
      targetParameters.slice(0, MANY).forEach((name, index) => {
        const module = name.split(".").slice(0, -1).join(".");
        if (module === "" || !targets.some((target) => sharesEnd(target, module))) return;
        report(
          ["targetParameters", index],
          `targetModules adapts ${quoted(module)} already: get_peft_model raises ValueError.`,
          "Target either the module or its parameter.",
        );
      });
    },
  },
  /**
   * With targetParameters the targetModules are named.
   * @see peft/tuners/lora/model.py LoraModel._prepare_adapter_config
   */
  {
    code: "parameters-with-default-targets",
    when: "silent",
    of: "LORA",
    find: (config, report) => {
      if (!targetsParameters(config) || config.targetModules !== null) return;
      report(
        ["targetModules"],
        "Without targetModules PEFT adapts its default modules for the model beside the parameters.",
        "Write targetModules: [] to adapt the parameters alone.",
      );
    },
  },
  /**
   * Nothing but targetParameters selects parameters.
   * @see peft/tuners/tuners_utils.py inject_adapter
   */
  {
    code: "parameters-not-filtered",
    when: "silent",
    of: "LORA",
    find: (config, report) => {
      if (!targetsParameters(config)) return;
      for (const field of ["layersToTransform", "excludeModules"] as const) {
        if (config[field] === null) continue;
        report(
          [field],
          `${field} holds for modules only: PEFT adapts the parameters in every layer.`,
          "Write longer names in targetParameters to select them.",
        );
      }
    },
  },
];
