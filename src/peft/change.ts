import type { ModelledPeftType } from "../config/table.ts";
import type { PeftConfig } from "../finding/check.ts";
import type { Severity } from "../finding/diagnostic.ts";
import { listedNames, nameSet } from "../finding/rule/names.ts";
import { isAllLinear } from "../finding/rule/targets.ts";
import { isUntouched } from "./known.ts";
import { isReadOtherwise, mixesKeys, spellsPath } from "./lookup.ts";

/** Something that releases of PEFT did with a config until they did as PEFT 0.21 does. */
export interface Change {
  readonly field: keyof PeftConfig;
  /** First release that does it. Default: the first that has the field. */
  readonly since?: string;
  /** First release that no longer does it. */
  readonly until: string;
  /**
   * - `error`, the default: they refuse the config, or train something else without a word.
   * - `warning`: it depends on the model, or on what is done with the config.
   */
  readonly severity?: Severity;
  /** The one method it concerns. */
  readonly of?: ModelledPeftType;
  /** The value of the field that it concerns, or a question about the whole config. */
  readonly where: string | number | boolean | null | ((config: PeftConfig) => boolean);
  /** What they do, to follow "PEFT 0.9.0". */
  readonly effect: string;
  /** What to write instead. Default: to leave the field out. */
  readonly hint?: string;
}

/** The changes that concern a config. */
export function changesOf(config: PeftConfig): readonly Change[] {
  return changes.filter(
    ({ field, of = config.peftType, where }) =>
      of === config.peftType &&
      (typeof where === "function" ? where(config) : config[field] === where),
  );
}

/** Whether it is there, but says nothing: "" or []. */
const isEmpty = (value: unknown): boolean => Object(value).length === 0;

/** Whether it says something. */
const isNonEmpty = (value: unknown): boolean => value !== null && !isEmpty(value);

const targetsAllLinear = ({ targetModules }: PeftConfig): boolean => isAllLinear(targetModules);

const isEmbedding = (name: string): boolean => /(^|\.)(embed_tokens|lm_head)$/.test(name);

const nameTargets = "Name the modules to adapt in targetModules.";
const nameList =
  'Write layersPattern, such as "layers" or "h": it counts the same in every release.';

const patternChanges = (["rankPattern", "alphaPattern"] as const).flatMap(
  (field): readonly Change[] => [
    {
      field,
      until: "0.15.0",
      of: "LORA",
      where: (config) => Object.keys(config[field] ?? {}).some(isReadOtherwise),
      effect: `puts "." before a key of ${field}: "a|b" falls apart, and "^" never matches`,
      hint: 'Write "(a|b)" for "a|b", and a whole name without "^".',
    },
    {
      field,
      until: "0.15.0",
      severity: "warning",
      of: "LORA",
      where: (config) => Object.keys(config[field] ?? {}).some(spellsPath),
      effect: `matches a key of ${field} only after a dot`,
      hint: "Begin with the name's second part.",
    },
  ],
);

/** The first release with each initialisation. */
const inits = {
  gaussian: "0.7.0",
  loftq: "0.7.0",
  pissa: "0.11.0",
  olora: "0.12.0",
  eva: "0.14.0",
  corda: "0.15.0",
  orthogonal: "0.16.0",
  lora_ga: "0.19.0",
  mica: "0.20.0",
};

const initChanges = Object.entries(inits).map(
  ([word, until]): Change => ({
    field: "initLoraWeights",
    until,
    of: "LORA",
    // "pissa_niter_16" is "pissa" too.
    where: ({ initLoraWeights: init }) => String(init).split("_niter_")[0] === word,
    effect: `has no initialisation "${word}": before 0.7.0 it silently takes true, later get_peft_model raises ValueError`,
  }),
);

/** The sub-configs that data-driven initialisations ask for their attributes. */
const initConfigs = [
  ["evaConfig", "eva"],
  ["cordaConfig", "corda"],
  ["loraGaConfig", "lora_ga"],
] as const;

const initConfigChanges = initConfigs.map(
  ([field, word]): Change => ({
    field,
    until: "0.21.0",
    severity: "warning",
    of: "LORA",
    where: (config) =>
      config.initLoraWeights === word && config[field] !== null && !config.inferenceMode,
    effect: `loads ${field} from a file as a plain dict: its initialisation raises AttributeError`,
    hint: "Train with the config that toPython writes.",
  }),
);

/** All of them. What depends on the types of a model's layers alone is not here. */
const changes: readonly Change[] = [
  {
    field: "targetModules",
    until: "0.8.0",
    where: targetsAllLinear,
    effect: 'takes "all-linear" for a pattern: get_peft_model raises ValueError',
    hint: nameTargets,
  },
  {
    field: "targetModules",
    since: "0.8.0",
    until: "0.13.0",
    where: (config) => targetsAllLinear(config) && config.taskType === "SEQ_CLS",
    effect: 'adapts the head with "all-linear", beside training it',
    hint: nameTargets,
  },
  {
    field: "targetModules",
    since: "0.8.0",
    until: "0.15.0",
    severity: "warning",
    where: targetsAllLinear,
    effect: 'takes "all-linear" for models of transformers only',
    hint: nameTargets,
  },
  {
    field: "targetModules",
    until: "0.20.0",
    severity: "warning",
    where: null,
    effect: "has default targets for fewer models",
    hint: nameTargets,
  },
  {
    field: "targetModules",
    until: "0.5.0",
    severity: "warning",
    where: ({ targetModules }) => listedNames(targetModules).length > 0,
    effect: 'takes "proj" for q_proj too',
    hint: "Write names that end no other name.",
  },
  {
    field: "modulesToSave",
    until: "0.6.2",
    where: ({ modulesToSave, targetModules }) => {
      const targets = nameSet(targetModules);
      return listedNames(modulesToSave).some((name) => targets.has(name));
    },
    effect: "adapts a module that targetModules names too, and trains a copy",
    hint: "Remove it from one list.",
  },
  {
    field: "layersToTransform",
    since: "0.8.0",
    until: "0.20.0",
    where: ({ layersToTransform, layersPattern }) =>
      isNonEmpty(layersToTransform) && !isNonEmpty(layersPattern),
    effect: "takes the last number in a name for the layer's: among experts the expert's",
    hint: nameList,
  },
  {
    field: "layersToTransform",
    until: "0.8.0",
    severity: "warning",
    where: ({ layersToTransform, layersPattern }) =>
      isNonEmpty(layersToTransform) && layersPattern === null,
    effect:
      "knows only lists called layers, h, block, blocks and layer, and filters whole names in targetModules too",
    hint: nameList,
  },
  {
    field: "layersToTransform",
    until: "0.8.0",
    where: ({ layersToTransform }) => isEmpty(layersToTransform),
    effect: "takes an empty layersToTransform for no layer: get_peft_model raises ValueError",
  },
  {
    field: "layersPattern",
    until: "0.8.0",
    where: ({ layersToTransform, layersPattern }) =>
      isNonEmpty(layersToTransform) && isEmpty(layersPattern),
    effect: "takes an empty layersPattern for a pattern",
  },
  {
    field: "layersToTransform",
    since: "0.14.0",
    until: "0.21.0",
    where: ({ layersToTransform, layersPattern }) =>
      isNonEmpty(layersPattern) && (layersToTransform === 0 || isEmpty(layersToTransform)),
    effect:
      "takes 0 and [] for no layersToTransform, which layersPattern needs: the constructor raises ValueError",
    hint: "Write [0] for 0; for [] leave both out.",
  },
  {
    field: "layersPattern",
    until: "0.21.0",
    severity: "warning",
    where: ({ layersToTransform, layersPattern }) =>
      isNonEmpty(layersToTransform) && isNonEmpty(layersPattern),
    effect:
      "finds no module list at a model's root: on a LlamaModel get_peft_model raises ValueError",
    hint: "Adapt the model with its head.",
  },
  ...patternChanges,
  ...initChanges,
  ...initConfigChanges,
  {
    field: "loraAlpha",
    until: "0.4.0",
    where: isUntouched,
    effect: "has no default loraAlpha and loraDropout: get_peft_model raises TypeError",
    hint: "Write targetModules, and both are written.",
  },
  {
    field: "taskType",
    until: "0.4.0",
    where: "QUESTION_ANS",
    effect: "leaves the head of QUESTION_ANS untrained",
    hint: 'Write modulesToSave: ["qa_outputs"] and no taskType.',
  },
  {
    field: "bias",
    since: "0.7.0",
    until: "0.10.0",
    where: "lora_only",
    effect: 'silently trains no bias for "lora_only"',
  },
  {
    field: "bias",
    until: "0.21.0",
    severity: "warning",
    where: "all",
    effect: 'trains all parameters with "bias" in the name',
  },
  {
    field: "inferenceMode",
    until: "0.18.0",
    severity: "warning",
    where: ({ inferenceMode, modulesToSave, trainableTokenIndices: tokens }) =>
      inferenceMode && (isNonEmpty(modulesToSave) || tokens !== null),
    effect: "does not freeze modulesToSave and trainableTokenIndices",
    hint: "Freeze them in Python.",
  },
  {
    field: "ensureWeightTying",
    until: "0.19.0",
    where: ({ ensureWeightTying, targetModules }) =>
      ensureWeightTying && listedNames(targetModules).some(isEmbedding),
    effect: "ties modulesToSave and tokens, but silently no targetModules",
  },
  {
    field: "ensureWeightTying",
    until: "0.20.0",
    severity: "warning",
    where: true,
    effect: "ties embedding and head even where the model does not",
  },
  {
    field: "alphaPattern",
    until: "0.14.0",
    of: "LORA",
    where: mixesKeys,
    effect: "looks up an alpha by the first key of rankPattern that matches, and finds none",
    hint: "Give both patterns the same keys.",
  },
  {
    field: "loftqConfig",
    until: "0.19.0",
    of: "LORA",
    where: null,
    effect: "cannot use a null loftqConfig: get_peft_model raises TypeError",
  },
  {
    field: "useDora",
    until: "0.10.0",
    where: ({ useDora, initLoraWeights }) => useDora && initLoraWeights === "loftq",
    effect: "refuses useDora with LoftQ: the constructor raises ValueError",
  },
  {
    field: "useDora",
    until: "0.13.0",
    severity: "warning",
    where: true,
    effect:
      "has no DoRA for embeddings, and before 0.10.0 none for convolutions: get_peft_model raises ValueError",
    hint: "Target linear layers only.",
  },
  {
    field: "loraDropout",
    until: "0.5.0",
    of: "ADALORA",
    where: 0,
    effect: "has no AdaLoRA without dropout: get_peft_model raises TypeError",
    hint: "Write a loraDropout such as 0.01.",
  },
  {
    field: "initLoraWeights",
    until: "0.5.0",
    of: "ADALORA",
    where: false,
    effect: "starts all of AdaLoRA's parameters at zero, where they stay",
  },
  {
    field: "initLoraWeights",
    since: "0.5.0",
    until: "0.12.0",
    severity: "warning",
    of: "ADALORA",
    where: ({ initLoraWeights: init }) => init !== false,
    effect: "starts AdaLoRA's singular values at random near zero",
    hint: "The difference is gone after the first steps.",
  },
];
