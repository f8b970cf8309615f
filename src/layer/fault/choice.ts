import type { Told } from "../../config/shape.ts";
import type { CodeFacts, NoData, Words } from "../../finding/rule.ts";
import { listText } from "../../finding/speaker.ts";
import { forms, type Kind, makerOf } from "../selection.ts";
import { usageHint } from "../usage.ts";
import { type NumberData, numberWords } from "./number.ts";

/** How many levels of exceptLayers are resolved: more than anyone writes. */
export const DEEPEST = 16;

/** Data of {@link layersInvalid}. */
type InvalidData =
  /** Entries of a list, or a parameter of a selection, that are not numbers. */
  | NumberData
  /** The selection itself, or its kind. */
  | { readonly fault: "type" | "kind"; readonly value: Told }
  /** A parameter that this kind does not have. */
  | { readonly fault: "parameter"; readonly kind: Kind }
  /** More levels of exceptLayers than are resolved; or a getter that throws. */
  | { readonly fault: "depth" | "exception" };

/**
 * A selection is one of those that this library makes, or a list of layer indices.
 *
 * @breaks selection { layers: { kind: "first" }, totalLayers: 2 }
 * @keeps selection { layers: { kind: "first", count: 2 }, totalLayers: 2 }
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 * @remarks PEFT compares any entry of a list with the layer indices in module names.
 */
export const layersInvalid: CodeFacts<InvalidData> = {
  code: "layers-invalid",
  stage: "strict",
  words: wordInvalid,
};

const CHOICE = "Write a selection such as lastFraction(0.5), or a list of layer indices.";

function wordInvalid(data: InvalidData): Words {
  switch (data.fault) {
    case "number":
      return numberWords(data);
    case "type":
      return ["{} is {value}, but must be a selection or a list of layer indices.", CHOICE];
    case "kind": {
      const kinds = Object.keys(forms).map((kind) => `"${kind}"`);
      return [`{}.kind is {value}, but must be ${listText(kinds, "or")}.`, CHOICE];
    }
    case "parameter":
      return [`{} is not a parameter of ${makerOf(data.kind)}.`, usageHint(data.kind)];
    case "depth":
      return [`exceptLayers is nested more than ${DEEPEST} levels deep.`, CHOICE];
    default:
      return ["Reading layers, totalLayers, model or side threw an exception.", "Pass plain data."];
  }
}

/**
 * Layers are selected once: by layers, and not also by layersToTransform.
 *
 * @breaks selection { layers: [0], totalLayers: 2, layersToTransform: [0] }
 * @keeps selection { layers: [0], totalLayers: 2, layersToTransform: null }
 * @see peft/tuners/lora/config.py LoraConfig
 * @remarks PEFT has only layers_to_transform.
 */
export const layersTwice: CodeFacts<NoData> = {
  code: "layers-twice",
  stage: "strict",
  words: [
    "layers determines `layersToTransform`; the two cannot be combined.",
    "Leave out `layersToTransform`.",
  ],
};
