import { quoted } from "../../config/shape.ts";
import type { LoraConfig } from "../../config/types.ts";
import { loraFields } from "../../field/lora.ts";
import { sharesEnd } from "../../pattern/key.ts";
import { listedNames, MANY, reportNames } from "./names.ts";
import type { Rule } from "./rule.ts";
import { requestedVariants } from "./variants.ts";

/** Initialisations that need a module with a weight of its own. */
const weightInits = ["olora", "orthogonal", "corda"];

/** The fields of this config with which a bare parameter does not work; with their defaults it does. */
function unsupported(config: LoraConfig): readonly (keyof LoraConfig)[] {
  const init = config.initLoraWeights;
  const needsWeight =
    typeof init === "string" && (init.startsWith("pissa") || weightInits.includes(init));
  return [
    ...(["loraDropout", "fanInFanOut", "loraBias"] as const).filter(
      (field) => config[field] !== loraFields[field].default,
    ),
    ...requestedVariants(config),
    ...(needsWeight ? (["initLoraWeights"] as const) : []),
  ];
}

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
      if (!config.targetParameters?.length) return;
      for (const field of unsupported(config)) {
        report(
          [field],
          `targetParameters does not go with this ${field}: get_peft_model raises an error.`,
          `Write ${field}: ${loraFields[field].default}, or target modules instead.`,
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
    find: (config, report) => {
      const targets = listedNames(config.targetModules);
      reportNames(
        report,
        "targetParameters",
        config.targetParameters,
        (name, index) => {
          if (index >= MANY) return false;
          const module = name.split(".").slice(0, -1).join(".");
          return (
            module !== "" &&
            targets.some((target) => sharesEnd(target, module)) &&
            `targetModules adapts ${quoted(module)} already: get_peft_model raises ValueError.`
          );
        },
        "Remove one of the two.",
      );
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
      if (!config.targetParameters?.length || config.targetModules !== null) return;
      report(
        ["targetModules"],
        "Without targetModules PEFT adapts its default targets too.",
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
      if (!config.targetParameters?.length) return;
      for (const field of ["layersToTransform", "excludeModules"] as const) {
        if (config[field] === null) continue;
        report(
          [field],
          `${field} holds for modules only: PEFT adapts the parameters in every layer.`,
          "Write longer names in targetParameters.",
        );
      }
    },
  },
];
