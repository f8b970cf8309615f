import { construct, type Draft } from "../config/construct.ts";
import type { AdaLoraConfig } from "../config/types.ts";
import { adaLoraFields } from "../field/adalora.ts";
import { type PeftType, peftTypes } from "../field/base.ts";
import type { FieldTable } from "../field/field.ts";
import { loraFields } from "../field/lora.ts";
import { defaultTargetTypes } from "../field/targets.ts";
import type { FindingData, Path } from "./diagnostic.ts";
import { adaLoraOwnRules } from "./rule/adalora/index.ts";
import { adapterRules, loraAdapterRules } from "./rule/adapter/index.ts";
import { rankHuge } from "./rule/adapter/rank-huge.ts";
import { combinationRules } from "./rule/combination-rules.ts";
import { initRules, loraInitRules } from "./rule/init/index.ts";
import { layerRules } from "./rule/layer/index.ts";
import { loraParameterRules } from "./rule/parameter/index.ts";
import { loraPatternRules, patternRules } from "./rule/pattern/index.ts";
import { ranksOf } from "./rule/ranks.ts";
import { savedRules } from "./rule/saved/index.ts";
import { adaLoraTargetRules, loraTargetRules, targetRules } from "./rule/target/index.ts";
import { targetsDefaultMissing } from "./rule/target/targets-default-missing.ts";
import { tokenRules } from "./rule/token/index.ts";
import { outsideRules, untrustedRules } from "./rule/untrusted/index.ts";
import { loraVariantRules, variantRules } from "./rule/variant/index.ts";
import type { ConfigView, Rule } from "./rule.ts";

/** A config class of PEFT, with all that sets it apart from the others. */
export interface ConfigClass {
  readonly peftType: PeftType;
  /** PEFT's name of the class. */
  readonly className: string;
  /** What people call the method. */
  readonly label: string;
  /** The function of this library that builds a config. */
  readonly builder: string;
  /** The fields, in PEFT's order. */
  readonly fields: FieldTable;
  /** What must hold of a config as a whole. */
  readonly rules: readonly Rule<FindingData, never>[];
  /** What must hold besides, if whoever wrote it is not trusted. */
  readonly untrustedRules: readonly Rule<FindingData, never>[];
  /** Changes a config as PEFT's constructor does. */
  readonly construct: (config: Draft<ConfigView>) => void;
  /** The `model_type` of the models for which PEFT has default targets. */
  readonly defaultTargets: readonly string[];
  /** The field with the rank that a module starts with. */
  readonly rankField: "r" | "initR";
  /** Whether its layers read variants, useRslora, and alphas and ranks by module. */
  readonly hasVariants: boolean;
  /** Where PEFT hands integers to torch as a file has them. Elsewhere 8.0 does as well as 8. */
  readonly integerPaths: readonly Path[];
}

/** The rules that hold for every class. */
const commonRules = [
  ...layerRules,
  ...patternRules,
  ...initRules,
  ...variantRules,
  ...savedRules,
  ...tokenRules,
  ...adapterRules,
  ...outsideRules,
];

/** Every config class that this library knows. */
export const configClasses: Readonly<Record<PeftType, ConfigClass>> = {
  /** A LoRA (or DoRA, or other variant) config, as PEFT holds it after construction. */
  LORA: {
    peftType: "LORA",
    className: "LoraConfig",
    label: "LoRA",
    builder: "loraConfig",
    fields: loraFields,
    rules: [
      ...targetRules,
      ...loraTargetRules,
      targetsDefaultMissing(defaultTargetTypes.LORA, "LoRA", true),
      ...combinationRules("LORA", "LoRA", loraFields),
      ...commonRules,
      ...loraPatternRules,
      ...loraInitRules,
      ...loraVariantRules,
      ...loraParameterRules,
      ...loraAdapterRules,
      rankHuge(["r", "rankPattern"], ranksOf),
    ],
    untrustedRules,
    construct,
    defaultTargets: defaultTargetTypes.LORA,
    rankField: "r",
    hasVariants: true,
    integerPaths: [
      ["r"],
      ["rank_pattern"],
      ["layer_replication"],
      ["trainable_token_indices"],
      ["velora_config", "num_groups"],
      ["monteclora_config", "num_samples"],
      ["monteclora_config", "buffer_size"],
      ["use_bdlora", "nblocks"],
    ],
  },
  /** An AdaLoRA config. PEFT ignores some of the fields it inherits from LoRA. */
  ADALORA: {
    peftType: "ADALORA",
    className: "AdaLoraConfig",
    label: "AdaLoRA",
    builder: "adaLoraConfig",
    fields: adaLoraFields,
    rules: [
      ...targetRules,
      ...adaLoraTargetRules,
      targetsDefaultMissing(defaultTargetTypes.ADALORA, "AdaLoRA", false),
      ...combinationRules("ADALORA", "AdaLoRA", adaLoraFields),
      ...commonRules,
      ...adaLoraOwnRules,
      rankHuge(["initR"], ({ initR }: AdaLoraConfig) => [[["initR"], initR]]),
    ],
    untrustedRules,
    construct,
    defaultTargets: defaultTargetTypes.ADALORA,
    rankField: "initR",
    hasVariants: false,
    integerPaths: [["init_r"], ["layer_replication"], ["trainable_token_indices"]],
  },
};

/** The class of a config without a type. */
export const defaultPeftType = peftTypes[0];

/** Whether a value is the `peft_type` of a class that this library knows. */
export const isPeftType = (value: unknown): value is PeftType =>
  (peftTypes as readonly unknown[]).includes(value);
