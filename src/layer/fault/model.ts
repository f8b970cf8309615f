import type { Told } from "../../config/shape.ts";
import type { CodeFacts } from "../../finding/rule.ts";
import type { Side } from "../side.ts";
import { NOT_A_TOTAL, type TotalData } from "./total.ts";

/**
 * A model is the object in its config.json.
 *
 * @breaks selection { layers: [0], model: "llama" }
 * @keeps selection { layers: [0], model: { model_type: "llama", num_hidden_layers: 32 } }
 * @see transformers/configuration_utils.py PreTrainedConfig
 * @remarks PEFT does not read the model's config.json.
 */
export const modelConfigInvalid: CodeFacts<{ readonly value: Told }> = {
  code: "model-config-invalid",
  stage: "strict",
  words: [
    "model is {value}, but must be the object in a model's config.json.",
    "Pass the parsed config.json.",
  ],
};

/**
 * A model's config.json states how many layers the model has.
 *
 * @breaks selection { layers: [0], model: { model_type: "llama" } }
 * @keeps selection { layers: [0], model: { model_type: "llama", num_hidden_layers: 32 } }
 * @see transformers/configuration_utils.py PreTrainedConfig
 * @remarks PEFT does not read the model's config.json.
 */
export const modelLayersUnknown: CodeFacts<TotalData | { readonly source: null }> = {
  code: "model-layers-unknown",
  stage: "strict",
  words: ({ source }) =>
    source === null
      ? [
          "The model config does not state its number of layers (for example num_hidden_layers).",
          "Pass totalLayers instead of model.",
        ]
      : [NOT_A_TOTAL, "Correct {source!}, or pass totalLayers instead of model."],
};

/** Two keys of a config, and their values. */
type ConflictData = {
  readonly source: string;
  readonly value: Told;
  readonly otherSource: string;
  readonly otherValue: Told;
};

const DIFFER = "{source!} is {value}, but {otherSource!} is {otherValue}";

/**
 * A model's config.json states only one number of layers.
 *
 * @breaks selection { layers: [0], model: { model_type: "llama", num_hidden_layers: 32, n_layer: 31 } }
 * @keeps selection { layers: [0], model: { model_type: "llama", num_hidden_layers: 32, n_layer: 32 } }
 * @see transformers/configuration_utils.py PreTrainedConfig
 * @remarks PEFT does not read the model's config.json.
 */
export const modelLayersConflict: CodeFacts<ConflictData> = {
  code: "model-layers-conflict",
  stage: "strict",
  words: [
    `${DIFFER}; both state the number of layers.`,
    "Correct {source!} or {otherSource!}, or pass totalLayers instead of model.",
  ],
};

const SIDE_HINT = 'Write side: "encoder" or side: "decoder".';

/**
 * If encoder and decoder differ in length, side chooses one of them.
 *
 * @breaks selection { layers: [0], model: { model_type: "t5", num_layers: 12, num_decoder_layers: 6 } }
 * @keeps selection { layers: [0], model: { model_type: "t5", num_layers: 6, num_decoder_layers: 6 } }
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 * @remarks PEFT adapts the layers with these indices in both.
 */
export const modelStackAmbiguous: CodeFacts<ConflictData> = {
  code: "model-stack-ambiguous",
  stage: "strict",
  words: [`${DIFFER}. PEFT adapts the selected indices in both encoder and decoder.`, SIDE_HINT],
};

/** The chosen side, and those that the model has. */
type SideData = { readonly side: Told; readonly sides: readonly Side[] };

/**
 * The side that is chosen exists in the model.
 *
 * @breaks selection { layers: [0], model: { model_type: "llama", num_hidden_layers: 32 }, side: "decoder" }
 * @keeps selection { layers: [0], model: { model_type: "t5", num_layers: 12, num_decoder_layers: 6 }, side: "decoder" }
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 * @remarks PEFT has no such option.
 */
export const modelStackAbsent: CodeFacts<SideData> = {
  code: "model-stack-absent",
  stage: "strict",
  words: ({ sides }) => [
    `side is {side}, but the model ${sides.length === 0 ? "is not an encoder-decoder model" : "has only {sides&}"}.`,
    sides.length < 2 ? "Leave out side." : SIDE_HINT,
  ],
};

/** The part of the model, and a pattern for its modules. */
type PartData = { readonly part: string; readonly pattern: string };

/**
 * The selected indices match layers in only one part of the model.
 *
 * @breaks selection { layers: [5], model: { model_type: "t5", num_layers: 12, num_decoder_layers: 6 }, side: "encoder" }
 * @keeps selection { layers: [6], model: { model_type: "t5", num_layers: 12, num_decoder_layers: 6 }, side: "encoder" }
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 */
export const layersElsewhere: CodeFacts<PartData> = {
  code: "layers-elsewhere",
  stage: "silent",
  words: [
    "PEFT also adapts layers with the same indices in {part!} if `targetModules` match there.",
    "To leave out {part!}, write `excludeModules: {pattern}`.",
  ],
};
