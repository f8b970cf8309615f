import { isAllLinear, listNames, nameSet } from "../finding/rule/names.ts";
import type { ConfigView } from "../finding/rule.ts";
import { type Change, isEmpty, isNonEmpty } from "./change.ts";

const targetsAllLinear = ({ targetModules }: ConfigView): boolean => isAllLinear(targetModules);

const hintNames = 'List the modules to adapt, such as `targetModules: ["q_proj", "v_proj"]`.';

const hintLayersPattern = 'Name the list of layers, such as `layersPattern: "layers"`.';

/** What changed about which modules are adapted. Above each row: a release that does it, and where. */
export const moduleChanges: readonly Change[] = [
  // PEFT 0.7.1 peft/tuners/tuners_utils.py check_target_module_exists
  {
    field: "targetModules",
    until: "0.8.0",
    stage: "injection",
    raises: "ValueError",
    where: targetsAllLinear,
    effect: 'reads {="all-linear"} as a regular expression, which matches no module',
    hint: hintNames,
  },
  // PEFT 0.12.0 peft/tuners/tuners_utils.py _maybe_include_all_linear_layers
  {
    field: "targetModules",
    since: "0.8.0",
    until: "0.13.0",
    stage: "strict",
    where: (config) => targetsAllLinear(config) && config.taskType === "SEQ_CLS",
    effect: 'includes the fully trained classification head in {="all-linear"}',
    hint: hintNames,
  },
  // PEFT 0.14.0 peft/tuners/tuners_utils.py _maybe_include_all_linear_layers
  {
    field: "targetModules",
    since: "0.8.0",
    until: "0.15.0",
    stage: "silent",
    raises: "ValueError",
    where: targetsAllLinear,
    effect:
      'does not accept {="all-linear"} for a model that is not a PreTrainedModel of transformers',
    hint: hintNames,
  },
  // PEFT 0.19.1 peft/utils/constants.py TRANSFORMERS_MODELS_TO_LORA_TARGET_MODULES_MAPPING
  {
    field: "targetModules",
    until: "0.20.0",
    stage: "silent",
    raises: "ValueError",
    where: null,
    effect: "has default `targetModules` for fewer model types, and refuses the others",
    hint: hintNames,
  },
  // PEFT 0.4.0 peft/tuners/lora.py LoraModel._check_target_module_exists
  {
    field: "targetModules",
    until: "0.5.0",
    stage: "silent",
    where: ({ targetModules }) => listNames(targetModules).length > 0,
    effect:
      'matches a target with the end of any module name, so {="proj"} also matches {="q_proj"}',
    hint: "Write names that no other module name ends with.",
  },
  // PEFT 0.6.1 peft/tuners/tuners_utils.py BaseTuner.inject_adapter
  {
    field: "modulesToSave",
    until: "0.6.2",
    stage: "strict",
    where: ({ modulesToSave, targetModules }) => {
      const targets = nameSet(targetModules);
      return listNames(modulesToSave).some((name) => targets.has(name));
    },
    effect: "both adapts and fully trains a module that is in `targetModules` and `modulesToSave`",
    hint: "Remove the module from `targetModules` or `modulesToSave`.",
  },
  // PEFT 0.19.1 peft/tuners/tuners_utils.py check_target_module_exists
  {
    field: "layersToTransform",
    since: "0.8.0",
    until: "0.20.0",
    stage: "strict",
    where: ({ layersToTransform, layersPattern }) =>
      isNonEmpty(layersToTransform) && !isNonEmpty(layersPattern),
    effect:
      "reads the last number in a module name as the layer index; in a mixture of experts that is the expert's index",
    hint: hintLayersPattern,
  },
  // PEFT 0.7.1 peft/utils/constants.py COMMON_LAYERS_PATTERN
  {
    field: "layersToTransform",
    until: "0.8.0",
    stage: "silent",
    where: ({ layersToTransform, layersPattern }) =>
      isNonEmpty(layersToTransform) && layersPattern === null,
    effect:
      "finds layers only in lists named layers, h, block, blocks or layer, and applies `layersToTransform` to complete module names in `targetModules` too",
    hint: hintLayersPattern,
  },
  // PEFT 0.7.1 peft/tuners/tuners_utils.py check_target_module_exists
  {
    field: "layersToTransform",
    until: "0.8.0",
    stage: "injection",
    raises: "ValueError",
    where: ({ layersToTransform }) => isEmpty(layersToTransform),
    effect: "adapts no layer if `layersToTransform` is empty",
  },
  // PEFT 0.7.1 peft/tuners/tuners_utils.py check_target_module_exists
  {
    field: "layersPattern",
    until: "0.8.0",
    stage: "strict",
    where: ({ layersToTransform, layersPattern }) =>
      isNonEmpty(layersToTransform) && isEmpty(layersPattern),
    effect:
      'does not ignore an empty `layersPattern`: with [] it adapts every layer, and with "" it reads the last number in a module name as the layer index',
  },
  // PEFT 0.20.0 peft/tuners/lora/config.py LoraConfig.__post_init__
  {
    field: "layersToTransform",
    since: "0.14.0",
    until: "0.21.0",
    stage: "construction",
    raises: "ValueError",
    where: ({ layersToTransform, layersPattern }) =>
      isNonEmpty(layersPattern) && (layersToTransform === 0 || isEmpty(layersToTransform)),
    effect:
      "treats 0 and [] as if `layersToTransform` were missing, and then refuses `layersPattern`",
    hint: "Instead of 0, write `layersToTransform: [0]`. Instead of [], leave out `layersToTransform` and `layersPattern`.",
  },
  // PEFT 0.20.0 peft/tuners/tuners_utils.py check_target_module_exists
  {
    field: "layersPattern",
    until: "0.21.0",
    stage: "silent",
    raises: "ValueError",
    where: ({ layersToTransform, layersPattern }) =>
      isNonEmpty(layersToTransform) && isNonEmpty(layersPattern),
    effect: "does not find a list of layers at the root of a model, such as LlamaModel",
    hint: "Adapt the model with its head, such as LlamaForCausalLM.",
  },
];
