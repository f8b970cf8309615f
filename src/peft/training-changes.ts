import { listNames } from "../finding/rule/names.ts";
import type { ConfigView } from "../finding/rule.ts";
import { type Change, isNonEmpty } from "./change.ts";
import { isReadDifferently, mayStartName, mixesKeys } from "./lookup.ts";
import { isAtLeast } from "./releases.ts";
import { isUntouched } from "./settings.ts";

const isEmbedding = (name: string): boolean => /(^|\.)(embed_tokens|lm_head)$/.test(name);

// PEFT 0.14.0 peft/utils/other.py get_pattern_key
const patternChanges = (["rankPattern", "alphaPattern"] as const).flatMap(
  (field): readonly Change[] => {
    const change = { field, until: "0.15.0", of: "LORA" } as const;
    const hasKey = (test: (key: string) => boolean) => (config: ConfigView) =>
      Object.keys(config[field] ?? {}).some(test);
    return [
      {
        ...change,
        stage: "strict",
        where: hasKey(isReadDifferently),
        effect: 'puts a dot before each key of {}, which breaks "a|b" and keeps "^" from matching',
        hint: 'Write "(a|b)" instead of "a|b", and a complete module name without "^".',
      },
      {
        ...change,
        stage: "silent",
        where: hasKey(mayStartName),
        effect: "matches a key of {} only after a dot, so never from the start of a module name",
        hint: "Leave out the first part of the module name, such as model, and the dot after it.",
      },
    ];
  },
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

/** The release from which on PEFT raises for an initialisation that it does not know. */
const REFUSING = "0.7.0";

// PEFT 0.6.2 peft/tuners/lora/layer.py LoraLayer.update_layer: any text is true.
// PEFT 0.7.0 peft/tuners/lora/layer.py LoraLayer.reset_lora_parameters
const initChanges = Object.entries(inits).flatMap(([init, added]): readonly Change[] => {
  const change = {
    init,
    field: "initLoraWeights",
    of: "LORA",
    // "pissa_niter_16" is "pissa" too.
    where: ({ initLoraWeights }) => String(initLoraWeights).split("_niter_")[0] === init,
    effect: `does not know the initialisation {="${init}"} (added in ${added})`,
  } as const satisfies Partial<Change>;
  const ignored: Change = {
    ...change,
    until: REFUSING,
    stage: "strict",
    effect: `${change.effect} and silently treats it as {=true}`,
    hint: `Use PEFT ${added} or newer, or leave {} out.`,
  };
  const refused: Change = {
    ...change,
    since: REFUSING,
    until: added,
    stage: "injection",
    raises: "ValueError",
  };
  return isAtLeast(REFUSING, added) ? [ignored] : [refused, ignored];
});

/** The sub-configs that data-driven initialisations ask for their attributes, and what asks. */
const initConfigs = [
  // PEFT 0.20.0 peft/tuners/lora/eva.py initialize_lora_eva_weights
  ["evaConfig", "eva", "initialise"],
  // PEFT 0.20.0 peft/tuners/lora/corda.py preprocess_corda
  ["cordaConfig", "corda", "corda"],
  // PEFT 0.20.0 peft/tuners/lora/layer.py LoraLayer.lora_ga_init
  ["loraGaConfig", "lora_ga", "inject"],
] as const;

const initConfigChanges = initConfigs.map(
  ([field, init, by]): Change => ({
    field,
    until: "0.21.0",
    stage: "silent",
    raises: "AttributeError",
    by,
    of: "LORA",
    where: (config) =>
      config.initLoraWeights === init && config[field] !== null && !config.inferenceMode,
    effect: "loads {} from a file as a plain dict",
    hint: "For training, build the config in Python instead of loading the file.",
  }),
);

/** What changed about how modules are trained. Above each row: a release that does it, and where. */
export const trainingChanges: readonly Change[] = [
  ...patternChanges,
  ...initChanges,
  ...initConfigChanges,
  // PEFT 0.3.0 peft/tuners/lora.py LoraConfig
  {
    field: "loraAlpha",
    until: "0.4.0",
    stage: "injection",
    raises: "TypeError",
    where: isUntouched,
    effect: "has no defaults for `loraAlpha` and `loraDropout`",
    hint: 'Write `targetModules: ["q_proj", "v_proj"]`. Then the file gets `loraAlpha` and `loraDropout` too.',
  },
  // PEFT 0.3.0 peft/mapping.py MODEL_TYPE_TO_PEFT_MODEL_MAPPING
  {
    field: "taskType",
    until: "0.4.0",
    stage: "strict",
    where: "QUESTION_ANS",
    effect: 'silently leaves the head of a {="QUESTION_ANS"} model untrained',
    hint: 'Write `modulesToSave: ["qa_outputs"]` and leave `taskType` out.',
  },
  // PEFT 0.9.0 peft/tuners/lora/model.py LoraModel._mark_only_adapters_as_trainable
  {
    field: "bias",
    since: "0.7.0",
    until: "0.10.0",
    stage: "strict",
    where: "lora_only",
    effect: 'silently trains no bias for {="lora_only"}',
  },
  // PEFT 0.20.0 peft/tuners/tuners_utils.py BaseTuner._mark_only_adapters_as_trainable
  {
    field: "bias",
    until: "0.21.0",
    stage: "silent",
    where: "all",
    effect:
      'trains every parameter with {="bias"} anywhere in its name, such as relative_attention_bias.weight',
  },
  // PEFT 0.17.1 peft/utils/other.py ModulesToSaveWrapper.set_adapter
  {
    field: "inferenceMode",
    until: "0.18.0",
    stage: "silent",
    where: ({ inferenceMode, modulesToSave, trainableTokenIndices: tokens }) =>
      inferenceMode && (isNonEmpty(modulesToSave) || tokens !== null),
    effect: "does not freeze `modulesToSave` and `trainableTokenIndices`",
    hint: "Freeze them in Python with requires_grad_(False).",
  },
  // PEFT 0.18.1 peft/tuners/tuners_utils.py BaseTuner._check_tied_modules
  {
    field: "ensureWeightTying",
    until: "0.19.0",
    stage: "strict",
    where: ({ ensureWeightTying, targetModules }) =>
      ensureWeightTying && listNames(targetModules).some(isEmbedding),
    effect:
      "ties the weights of `modulesToSave` and `trainableTokenIndices`, but not of `targetModules`",
  },
  // PEFT 0.19.1 peft/utils/other.py _get_module_names_tied_with_embedding
  {
    field: "ensureWeightTying",
    until: "0.20.0",
    stage: "silent",
    where: true,
    effect: "ties the embedding and the head even in a model without tied weights",
  },
  // PEFT 0.13.2 peft/tuners/lora/model.py LoraModel._create_and_replace
  {
    field: "alphaPattern",
    until: "0.14.0",
    stage: "strict",
    of: "LORA",
    where: mixesKeys,
    effect:
      "looks up the alpha of a module by the first key of `rankPattern` that matches, and so misses its own key in `alphaPattern`",
    hint: "Give `rankPattern` and `alphaPattern` the same keys.",
  },
  // PEFT 0.18.1 peft/tuners/lora/layer.py dispatch_default
  {
    field: "loftqConfig",
    until: "0.19.0",
    stage: "injection",
    raises: "TypeError",
    of: "LORA",
    where: null,
    effect: "does not accept {=null} for `loftqConfig`",
  },
  // PEFT 0.9.0 peft/tuners/lora/config.py LoraConfig.__post_init__
  {
    field: "useDora",
    until: "0.10.0",
    stage: "construction",
    raises: "ValueError",
    where: ({ useDora, initLoraWeights }) => useDora && initLoraWeights === "loftq",
    effect: 'cannot combine `useDora` with the initialisation {="loftq"}',
  },
  // PEFT 0.12.0 peft/tuners/lora/layer.py Embedding.__init__; 0.9.0 Conv2d.__init__, and bnb.py
  {
    field: "useDora",
    until: "0.13.0",
    stage: "silent",
    raises: "ValueError",
    where: true,
    effect:
      "does not support `useDora` on embeddings, nor before 0.10.0 on convolutions and quantised layers",
    hint: "Adapt only linear layers that are not quantised.",
  },
  // PEFT 0.4.0 peft/tuners/adalora.py AdaLoraLayer.update_layer
  {
    field: "loraDropout",
    until: "0.5.0",
    stage: "injection",
    raises: "TypeError",
    of: "ADALORA",
    where: 0,
    effect: "does not support AdaLoRA without dropout",
    hint: "Write a small dropout, such as `loraDropout: 0.01`.",
  },
  // PEFT 0.4.0 peft/tuners/adalora.py AdaLoraLayer.update_layer
  {
    field: "initLoraWeights",
    until: "0.5.0",
    stage: "strict",
    of: "ADALORA",
    where: false,
    effect: "starts every parameter of AdaLoRA at zero, where it stays",
  },
  // PEFT 0.11.1 peft/tuners/adalora/layer.py AdaLoraLayer.reset_lora_parameters
  {
    field: "initLoraWeights",
    since: "0.5.0",
    until: "0.12.0",
    stage: "silent",
    of: "ADALORA",
    where: ({ initLoraWeights: init }) => init !== false,
    effect: "starts AdaLoRA's singular values at small random numbers, not at zero",
    hint: "Change nothing: the difference is gone after the first training steps.",
  },
];
