import { quoted } from "../../config/shape.ts";
import { defaultTargetTypes } from "../../field/targets.ts";
import { adaptedHeadsOf } from "./heads.ts";
import { embeddings, listedNames, nameSet, reportNames } from "./names.ts";
import type { Rule } from "./rule.ts";

/** Characters that mean something in a regular expression and never stand in a module's name. */
const hasPatternCharacter = (name: string): boolean => /[\\^$*+?()[\]{}|]/.test(name);

/** True if the string is the shorthand for every linear layer. */
export const isAllLinear = (targets: string | readonly string[] | null): boolean =>
  typeof targets === "string" &&
  targets.length === "all-linear".length &&
  targets.toLowerCase() === "all-linear";

/** The lists of literal names, whose entries PEFT never reads as patterns. */
const literalLists = ["targetModules", "excludeModules", "targetParameters"] as const;
const nameLists = [...literalLists, "modulesToSave"] as const;
const moduleLists = ["targetModules", "excludeModules"] as const;

const nameTargets =
  'Name the modules to adapt, such as ["q_proj", "v_proj"], or write "all-linear".';

/** What PEFT's wrapper puts before every name of the base model. */
const peftPrefix = "base_model.model.";

/** targetModules, excludeModules and the name lists in general. */
export const targetRules: readonly Rule[] = [
  /**
   * Something is targeted.
   * @see peft/tuners/tuners_utils.py inject_adapter
   */
  {
    code: "targets-empty",
    when: "injection",
    find: ({ targetModules, targetParameters }, report) => {
      if (targetModules?.length !== 0 || targetParameters?.length) return;
      report(
        ["targetModules"],
        "targetModules is empty and there are no targetParameters: get_peft_model raises ValueError.",
        nameTargets,
      );
    },
  },
  /**
   * PEFT has default targets for the model, or targetModules names them.
   * @see peft/utils/constants.py TRANSFORMERS_MODELS_TO_LORA_TARGET_MODULES_MAPPING
   */
  {
    code: "targets-default-missing",
    when: "injection",
    find: (config, report, { modelType }) => {
      const { peftType, targetModules, targetParameters, layersToTransform } = config;
      if (targetModules !== null || modelType === undefined) return;
      if (peftType === "LORA" && targetParameters?.length) return;
      if (defaultTargetTypes[peftType].includes(modelType)) return;
      report(
        ["targetModules"],
        `PEFT has no default targets for ${peftType} and model type ${quoted(modelType)}: get_peft_model raises ValueError.`,
        layersToTransform === null
          ? nameTargets
          : 'Name the modules to adapt, such as ["q_proj", "v_proj"].',
      );
    },
  },
  /**
   * AdaLoRA names its targets, as it has defaults for few models.
   * @see peft/utils/constants.py TRANSFORMERS_MODELS_TO_ADALORA_TARGET_MODULES_MAPPING
   */
  {
    code: "targets-default-adalora",
    when: "silent",
    of: "ADALORA",
    find: ({ targetModules }, report, { modelType }) => {
      if (targetModules !== null || modelType !== undefined) return;
      report(
        ["targetModules"],
        "AdaLoRA has default targets for fewer models than LoRA: for others get_peft_model raises ValueError.",
        nameTargets,
      );
    },
  },
  /**
   * Entries of a list are names, not regular expressions.
   * @see peft/tuners/tuners_utils.py check_target_module_exists
   */
  {
    code: "pattern-in-list",
    when: "silent",
    find: (config, report) => {
      for (const field of nameLists) {
        reportNames(
          report,
          field,
          config[field],
          (name) =>
            hasPatternCharacter(name) &&
            `${quoted(name)} looks like a regular expression, but in a list PEFT takes it literally: it matches nothing.`,
          field === "targetModules" || field === "excludeModules"
            ? "Write the end of a name, or one string, which PEFT takes for a regular expression."
            : "Write the end of a name.",
        );
      }
    },
  },
  /**
   * "all-linear" stands alone, not in a list.
   * @see peft/tuners/tuners_utils.py _maybe_include_all_linear_layers
   */
  {
    code: "all-linear-in-list",
    when: "silent",
    find: (config, report) => {
      reportNames(
        report,
        "targetModules",
        config.targetModules,
        (name) =>
          isAllLinear(name) &&
          `In a list PEFT takes ${quoted(name)} literally: it matches nothing.`,
        'Write targetModules: "all-linear".',
      );
    },
  },
  /**
   * A list of names is not written as one string.
   * @see peft/tuners/tuners_utils.py check_target_module_exists
   */
  {
    code: "list-as-string",
    when: "silent",
    find: (config, report) => {
      for (const field of moduleLists) {
        const value = config[field];
        if (typeof value !== "string" || !looksLikeList(value)) continue;
        report(
          [field],
          `${quoted(value)} looks like a list, but PEFT reads a string as one regular expression for a whole name.`,
          `Write ${JSON.stringify(
            value
              .replaceAll(/[[\]'"\s]/g, "")
              .split(",")
              .filter(Boolean),
          )}.`,
        );
      }
    },
  },
  /**
   * A string targetModules is a pattern for whole names.
   * @see peft/tuners/tuners_utils.py check_target_module_exists
   */
  {
    code: "name-as-pattern",
    when: "silent",
    find: (config, report) => {
      for (const field of moduleLists) {
        const value = config[field];
        if (typeof value !== "string" || value === "" || isAllLinear(value)) continue;
        if (hasPatternCharacter(value) || value.includes(".") || looksLikeList(value)) continue;
        report(
          [field],
          `PEFT reads a string as one regular expression for a whole name: ${quoted(value)} matches only at the root of the model.`,
          `Write [${quoted(value)}].`,
        );
      }
    },
  },
  /**
   * A list names each module once.
   * @see peft/tuners/lora/config.py LoraConfig.__post_init__
   */
  {
    code: "name-repeated",
    when: "silent",
    find: (config, report) => {
      for (const field of moduleLists) {
        const seen = new Set<string>();
        reportNames(
          report,
          field,
          config[field],
          (name) =>
            seen.size === seen.add(name).size &&
            `${quoted(name)} is in the list already; PEFT drops it.`,
          "Name each module once.",
        );
      }
    },
  },
  /**
   * No name in a list is empty.
   * @see peft/tuners/tuners_utils.py check_target_module_exists
   */
  {
    code: "name-empty",
    when: "strict",
    find: (config, report) => {
      for (const field of nameLists) {
        reportNames(
          report,
          field,
          config[field],
          (name) =>
            name === "" &&
            (field === "modulesToSave"
              ? 'PEFT saves every module whose name ends in "": the whole model.'
              : "PEFT ignores an empty name."),
          "Remove it.",
        );
      }
    },
  },
  /**
   * Names are those of the base model.
   * @see peft/tuners/tuners_utils.py check_target_module_exists
   */
  {
    code: "name-has-peft-prefix",
    when: "silent",
    find: (config, report) => {
      for (const field of literalLists) {
        listedNames(config[field]).forEach((name, index) => {
          if (hasPeftPrefix(name)) report([field, index], ...prefixWords(name));
        });
      }
      if (config.peftType === "ADALORA") return;
      for (const field of ["rankPattern", "alphaPattern"] as const) {
        for (const name in config[field]) {
          if (hasPeftPrefix(name)) report([field, name], ...prefixWords(name));
        }
      }
    },
  },
  /**
   * No target is excluded again.
   * @see peft/tuners/tuners_utils.py check_target_module_exists
   */
  {
    code: "target-excluded",
    when: "silent",
    find: (config, report) => {
      if (config.excludeModules === null) return;
      const excluded = nameSet(config.excludeModules);
      reportNames(
        report,
        "targetModules",
        config.targetModules,
        (name) =>
          excluded.has(name) &&
          `${quoted(name)} is in excludeModules too: PEFT does not adapt it, and get_peft_model raises ValueError if no target is left.`,
        "Remove it from one of the two.",
      );
    },
  },
  /**
   * "all-linear" spares the head of token classification and question answering.
   * @see peft/peft_model.py PeftModelForTokenClassification.__init__
   * @remarks A model without the usual head module is accepted by PEFT.
   */
  {
    code: "all-linear-adapts-head",
    when: "injection",
    find: ({ targetModules, taskType, modulesToSave, excludeModules }, report) => {
      // A pattern may well exclude the head.
      if (!isAllLinear(targetModules) || typeof excludeModules === "string") return;
      const heads = adaptedHeadsOf(taskType);
      const spared = [...listedNames(modulesToSave), ...listedNames(excludeModules)];
      if (heads.length === 0 || heads.some((head) => spared.some((name) => name.endsWith(head))))
        return;
      report(
        ["targetModules"],
        `"all-linear" adapts the head, which PEFT saves in full for ${taskType}: get_peft_model raises TypeError.`,
        `Write modulesToSave: ${JSON.stringify(heads)}.`,
      );
    },
  },
  /**
   * The head of token classification and question answering is no target.
   * @see peft/peft_model.py PeftModelForTokenClassification.__init__
   * @remarks A model without a module of that name is accepted by PEFT.
   */
  {
    code: "target-is-head",
    when: "injection",
    find: (config, report) => {
      const heads = adaptedHeadsOf(config.taskType).filter(
        (head) => !listedNames(config.modulesToSave).includes(head),
      );
      reportNames(
        report,
        "targetModules",
        config.targetModules,
        (name) =>
          heads.includes(name) &&
          `${quoted(name)} is the head, which PEFT saves in full for ${config.taskType}: get_peft_model raises TypeError.`,
        "Remove it from the targets.",
      );
    },
  },
  /**
   * Embeddings are not adapted by the way.
   * @see peft/utils/save_and_load.py get_peft_model_state_dict
   */
  {
    code: "target-saves-embeddings",
    when: "silent",
    find: (config, report) => {
      if (config.trainableTokenIndices !== null) return;
      reportNames(
        report,
        "targetModules",
        config.targetModules,
        (name) =>
          embeddings.includes(name) &&
          `With ${quoted(name)} among the targets PEFT saves all embeddings, often more than the rest of the adapter.`,
        "For new tokens write trainableTokenIndices; otherwise remove it.",
      );
    },
  },
];

const hasPeftPrefix = (name: string): boolean =>
  name.startsWith(peftPrefix, name.startsWith("^") ? 1 : 0);

const prefixWords = (name: string): readonly [message: string, hint: string] => [
  `PEFT compares names without "${peftPrefix}": ${quoted(name)} matches nothing.`,
  `Write ${quoted(name.replace(peftPrefix, ""))}.`,
];

const looksLikeList = (text: string): boolean =>
  text.length < 10_000 &&
  (text.includes(",") ? !/[(){}*\\|]/.test(text) : /^\[['"\w.]+\]$/.test(text));
