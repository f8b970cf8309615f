import type { ModelledPeftType } from "../config/table.ts";
import type { AdaLoraConfig } from "../config/types.ts";
import type { PeftConfig } from "../diagnostic/check.ts";
import type { Severity } from "../diagnostic/diagnostic.ts";
import { isUntouched } from "./known.ts";
import { isReadOtherwise, mixesKeys, spellsPath } from "./lookup.ts";

/** Something that releases of PEFT did with a config until they did as PEFT 0.21 does. */
export interface Change {
  readonly field: keyof AdaLoraConfig;
  /** First release that does it. Default: the first that has the field. */
  readonly since?: string;
  /** First release that no longer does it. */
  readonly until: string;
  /**
   * - `error`: they refuse the config, or train something else without a word.
   * - `warning`: it depends on the model, or on what is done with the config.
   */
  readonly severity: Severity;
  /** The one method it concerns. */
  readonly of?: ModelledPeftType;
  readonly applies: (config: PeftConfig) => boolean;
  /** What they do, to follow "PEFT 0.9.0". */
  readonly effect: string;
  /** What to write instead. */
  readonly hint: string;
}

type Names = string | readonly unknown[] | null;

const isEmpty = (value: Names): boolean => value?.length === 0;
const isNonEmpty = (value: Names): boolean => value !== null && value.length > 0;

const selectsLayers = ({ layersToTransform: layers }: PeftConfig): boolean =>
  typeof layers === "number" || isNonEmpty(layers);

const isAllLinear = ({ targetModules }: PeftConfig): boolean =>
  typeof targetModules === "string" && targetModules.toLowerCase() === "all-linear";

const isEmbedding = (name: string): boolean => /(^|\.)(embed_tokens|lm_head)$/.test(name);

const nameTargets = "Name the modules to adapt in targetModules.";
const nameList =
  'Write layersPattern, the name of the module list ("layers", "h", "block"), which counts the same in every release.';

const layerChanges: readonly Change[] = [
  {
    field: "layersToTransform",
    since: "0.8.0",
    until: "0.20.0",
    severity: "error",
    applies: (config) => selectsLayers(config) && !isNonEmpty(config.layersPattern),
    effect:
      "takes the last number in a module's name for its layer, not the first: in a mixture of experts the expert's",
    hint: nameList,
  },
  {
    field: "layersToTransform",
    until: "0.8.0",
    severity: "warning",
    applies: (config) => selectsLayers(config) && config.layersPattern === null,
    effect:
      "looks for layers only in lists called layers, h, block, blocks or layer, and filters whole names in targetModules too",
    hint: nameList,
  },
  {
    field: "layersToTransform",
    until: "0.8.0",
    severity: "error",
    applies: ({ layersToTransform: layers }) => Array.isArray(layers) && isEmpty(layers),
    effect:
      "takes an empty layersToTransform for no layer at all: get_peft_model raises ValueError",
    hint: "Leave layersToTransform out to adapt all layers.",
  },
  {
    field: "layersPattern",
    until: "0.8.0",
    severity: "error",
    applies: (config) => selectsLayers(config) && isEmpty(config.layersPattern),
    effect: "takes an empty layersPattern for a pattern, not for none",
    hint: "Leave layersPattern out, or name the module list.",
  },
  {
    field: "layersToTransform",
    since: "0.14.0",
    until: "0.21.0",
    severity: "error",
    applies: ({ layersToTransform: layers, layersPattern }) =>
      isNonEmpty(layersPattern) && (layers === 0 || (Array.isArray(layers) && isEmpty(layers))),
    effect:
      "takes 0 and [] for no layersToTransform, so that layersPattern stands alone: the constructor raises ValueError",
    hint: "Write [0] for 0; for [] leave both fields out.",
  },
  {
    field: "layersPattern",
    until: "0.21.0",
    severity: "warning",
    applies: (config) => isNonEmpty(config.layersPattern) && selectsLayers(config),
    effect:
      "finds no module list at the root of a model: on a LlamaModel without its head get_peft_model raises ValueError",
    hint: "Adapt the model with its head.",
  },
];

const targetChanges: readonly Change[] = [
  {
    field: "targetModules",
    until: "0.8.0",
    severity: "error",
    applies: isAllLinear,
    effect: 'takes "all-linear" for a regular expression: get_peft_model raises ValueError',
    hint: nameTargets,
  },
  {
    field: "targetModules",
    since: "0.8.0",
    until: "0.13.0",
    severity: "error",
    applies: (config) => isAllLinear(config) && config.taskType === "SEQ_CLS",
    effect: 'counts the classification head among "all-linear" and adapts it beside training it',
    hint: nameTargets,
  },
  {
    field: "targetModules",
    since: "0.8.0",
    until: "0.15.0",
    severity: "warning",
    applies: isAllLinear,
    effect: 'takes "all-linear" for models of transformers only',
    hint: nameTargets,
  },
  {
    field: "targetModules",
    until: "0.20.0",
    severity: "warning",
    applies: ({ targetModules }) => targetModules === null,
    effect: "has default targets for fewer models",
    hint: nameTargets,
  },
  {
    field: "targetModules",
    until: "0.5.0",
    severity: "warning",
    applies: ({ targetModules }) => Array.isArray(targetModules) && !isEmpty(targetModules),
    effect: 'compares names without the dot before: "proj" is q_proj too',
    hint: "Write names that end no other name.",
  },
  {
    field: "modulesToSave",
    until: "0.6.2",
    severity: "error",
    applies: ({ modulesToSave, targetModules }) =>
      Array.isArray(modulesToSave) &&
      Array.isArray(targetModules) &&
      modulesToSave.some((name) => targetModules.includes(name)),
    effect: "adapts a module that is in targetModules too, and trains a copy of it in full",
    hint: "Remove it from one of the two.",
  },
];

const patternChanges: readonly Change[] = (["rankPattern", "alphaPattern"] as const).flatMap(
  (field): readonly Change[] => [
    {
      field,
      until: "0.15.0",
      severity: "error",
      of: "LORA",
      applies: (config) => Object.keys(config[field] ?? {}).some(isReadOtherwise),
      effect: `puts "." before a key of ${field} without grouping it: "a|b" falls apart, and "^" never matches`,
      hint: 'Write "(a|b)" for "a|b", and a whole name as it is, without "^".',
    },
    {
      field,
      until: "0.15.0",
      severity: "warning",
      of: "LORA",
      applies: (config) => Object.keys(config[field] ?? {}).some(spellsPath),
      effect: `matches a pattern in ${field} only behind a dot, not from the start of the name`,
      hint: "Begin the pattern with the second part of the name.",
    },
  ],
);

/** The first release with each initialisation; before it get_peft_model refuses the word. */
const inits: Readonly<Record<string, string>> = {
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

/** A release before 0.7.0 asked only whether there was a value. */
const initChanges = Object.entries(inits).flatMap(([word, until]): readonly Change[] => {
  const change = {
    field: "initLoraWeights",
    severity: "error",
    of: "LORA",
    applies: ({ initLoraWeights: init }: PeftConfig) =>
      init === word || (word === "pissa" && String(init).startsWith("pissa_")),
    hint: "Write initLoraWeights: true.",
  } as const;
  const silent = `starts with true for ${JSON.stringify(word)}, and says nothing`;
  const loud = `does not know the initialisation ${JSON.stringify(word)}: get_peft_model raises ValueError`;
  return [
    { ...change, until: "0.7.0", effect: silent },
    ...(until === "0.7.0" ? [] : [{ ...change, since: "0.7.0", until, effect: loud }]),
  ];
});

/** The sub-configs that data-driven initialisations ask for their attributes. */
const initConfigs = [
  ["evaConfig", "eva", "initialize_lora_eva_weights"],
  ["cordaConfig", "corda", "preprocess_corda"],
  ["loraGaConfig", "lora_ga", "preprocess_loraga"],
] as const;

const initConfigChanges = initConfigs.map(
  ([field, word, call]): Change => ({
    field,
    until: "0.21.0",
    severity: "warning",
    of: "LORA",
    applies: (config) =>
      config.initLoraWeights === word && config[field] !== null && !config.inferenceMode,
    effect: `keeps a ${field} that comes from a file as a plain dict, on which ${call} raises AttributeError`,
    hint: "Make the config for training in Python, as toPython writes it.",
  }),
);

const otherChanges: readonly Change[] = [
  {
    field: "loraAlpha",
    until: "0.4.0",
    severity: "error",
    applies: isUntouched,
    effect:
      "has no default for loraAlpha and loraDropout: with its default file get_peft_model raises TypeError",
    hint: "Write the targetModules, and both values are written.",
  },
  {
    field: "taskType",
    until: "0.4.0",
    severity: "error",
    applies: ({ taskType }) => taskType === "QUESTION_ANS",
    effect: "does not know this task and leaves the head untrained",
    hint: 'Write modulesToSave: ["qa_outputs"] and no taskType.',
  },
  {
    field: "bias",
    since: "0.7.0",
    until: "0.10.0",
    severity: "error",
    applies: ({ bias }) => bias === "lora_only",
    effect: 'trains no bias for "lora_only", and says nothing',
    hint: 'Write bias: "none" or "all".',
  },
  {
    field: "bias",
    until: "0.21.0",
    severity: "warning",
    applies: ({ bias }) => bias === "all",
    effect: 'trains every parameter with "bias" in its name, such as in_proj_bias',
    hint: 'Write bias: "none" if the model has such parameters.',
  },
  {
    field: "inferenceMode",
    until: "0.18.0",
    severity: "warning",
    applies: ({ inferenceMode, modulesToSave, trainableTokenIndices: tokens }) =>
      inferenceMode && (isNonEmpty(modulesToSave) || tokens !== null),
    effect: "freezes the adapter, but not the modulesToSave and trainableTokenIndices",
    hint: "Freeze them in Python.",
  },
  {
    field: "ensureWeightTying",
    until: "0.19.0",
    severity: "error",
    applies: ({ ensureWeightTying, targetModules }) =>
      ensureWeightTying && Array.isArray(targetModules) && targetModules.some(isEmbedding),
    effect: "ties modulesToSave and tokens, but no targetModules, and says nothing",
    hint: "Adapt other layers, or leave ensureWeightTying out.",
  },
  {
    field: "ensureWeightTying",
    until: "0.20.0",
    severity: "warning",
    applies: ({ ensureWeightTying }) => ensureWeightTying,
    effect: "ties embedding and head also in a model that does not tie them",
    hint: "Leave ensureWeightTying out for such a model.",
  },
  {
    field: "alphaPattern",
    until: "0.14.0",
    severity: "error",
    of: "LORA",
    applies: mixesKeys,
    effect: "looks up an alpha by the first key of rankPattern that matches, and finds none",
    hint: "Give rankPattern and alphaPattern the same keys.",
  },
  {
    field: "loftqConfig",
    until: "0.19.0",
    severity: "error",
    of: "LORA",
    applies: ({ loftqConfig }) => loftqConfig === null,
    effect: "cannot use a loftqConfig of null: get_peft_model raises TypeError",
    hint: "Write loftqConfig: {}.",
  },
  {
    field: "useDora",
    until: "0.10.0",
    severity: "error",
    applies: ({ useDora, initLoraWeights }) => useDora && initLoraWeights === "loftq",
    effect: "refuses useDora with LoftQ: the constructor raises ValueError",
    hint: "Leave useDora or LoftQ out.",
  },
  {
    field: "useDora",
    until: "0.13.0",
    severity: "warning",
    applies: ({ useDora }) => useDora,
    effect:
      "has no DoRA for embeddings, and before 0.10.0 none for convolutions: get_peft_model raises ValueError",
    hint: "Target linear layers only.",
  },
  {
    field: "loraDropout",
    until: "0.5.0",
    severity: "error",
    of: "ADALORA",
    applies: ({ loraDropout }) => loraDropout === 0,
    effect: "fails in AdaLoRA without dropout: get_peft_model raises TypeError",
    hint: "Write a small loraDropout, such as 0.01.",
  },
  {
    field: "initLoraWeights",
    until: "0.5.0",
    severity: "error",
    of: "ADALORA",
    applies: ({ initLoraWeights: init }) => init === false,
    effect: "starts all of AdaLoRA's parameters at zero, where they stay",
    hint: "Write initLoraWeights: true.",
  },
  {
    field: "initLoraWeights",
    since: "0.5.0",
    until: "0.12.0",
    severity: "warning",
    of: "ADALORA",
    applies: ({ initLoraWeights: init }) => init !== false,
    effect: "starts AdaLoRA's singular values at random near zero, not at zero",
    hint: "The difference is gone after the first steps.",
  },
];

/** All of them. What depends on the types of a model's layers alone is not here. */
export const changes: readonly Change[] = [
  ...targetChanges,
  ...layerChanges,
  ...patternChanges,
  ...initChanges,
  ...initConfigChanges,
  ...otherChanges,
];
