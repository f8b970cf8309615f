import type { Told } from "../../config/shape.ts";
import type { Outcome } from "../../field/stage.ts";
import type { CodeFacts, Words } from "../../finding/rule.ts";
import type { Kind } from "../selection.ts";
import { usageHint } from "../usage.ts";

/**
 * What PEFT does with a selection that does not fit: it adapts only the layers that exist, it adapts
 * all layers, or it raises {@link noMatch}. It never sees what exceptLayers leaves out.
 */
export type Effect = "adapts-rest" | "adapts-all" | "raises" | "none";

/** The outcome of a list in which no entry is the index of a layer. */
export const noMatch: Outcome = { stage: "injection", raises: "NoMatchingPeftModuleError" };

export const EMPTY = "PEFT reads an empty list of layers as all layers.";

/** How a message about layers ends. PEFT raises at the end of a clause. */
export const ends: Readonly<Record<Effect, string>> = {
  "adapts-rest": ". PEFT silently ignores indices that match no layer.",
  "adapts-all": `, so it selects no layer. ${EMPTY}`,
  raises: "",
  none: ".",
};

/** The faulty entries of a list, or a faulty parameter of a selection. */
export type NumberData = {
  readonly fault: "number";
  /** The kind of selection; null for a list. */
  readonly kind: Kind | null;
  /** The least value of the entry or parameter. */
  readonly least: number;
  /** The first of the values, each once, and how many others there are. */
  readonly values: readonly Told[];
  readonly effect: Effect;
};

/** The words for numbers; `index` is what the entries of a list break. */
export function numberWords(
  { kind, effect }: NumberData,
  index = "a layer index is an integer from 0",
): Words {
  const must = kind === "fraction" ? "a number above 0 and at most 1" : "an integer from {least!}";
  return [
    kind === null
      ? `The list contains {values&}, but ${index}${ends[effect]}`
      : `{} is {values&}, but must be ${must}.`,
    usageHint(kind),
  ];
}

/** Words that only the data chooses. */
const words = (data: NumberData): Words => numberWords(data);

/**
 * Layer indices and counts of layers are integers.
 *
 * @breaks selection { layers: layersFrom(1.5), totalLayers: 2 }
 * @keeps selection { layers: layersFrom(1), totalLayers: 2 }
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 * @remarks PEFT silently ignores an index that no layer has, as long as another one matches.
 */
export const layersFractional: CodeFacts<NumberData> = {
  code: "layers-fractional",
  stage: "strict",
  words,
};

/**
 * Layer indices count from 0.
 *
 * @breaks selection { layers: [-1, 0], totalLayers: 2 }
 * @keeps selection { layers: [1, 0], totalLayers: 2 }
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 * @remarks PEFT silently ignores an index that no layer has, as long as another one matches; -1 is not the last layer.
 */
export const layersNegative: CodeFacts<NumberData> = {
  code: "layers-negative",
  stage: "strict",
  words,
};

/**
 * A share of the layers is above 0 and at most 1.
 *
 * @breaks selection { layers: lastFraction(1.01), totalLayers: 2 }
 * @keeps selection { layers: lastFraction(1), totalLayers: 2 }
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 * @remarks PEFT knows only layer indices.
 */
export const layersFraction: CodeFacts<NumberData> = {
  code: "layers-fraction",
  stage: "strict",
  words,
};

/**
 * A list contains each layer once.
 *
 * @breaks selection { layers: [1, 0, 1], totalLayers: 2 }
 * @keeps selection { layers: [1, 0], totalLayers: 2 }
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 * @remarks PEFT adapts each layer once; one of the two entries was probably meant to be another layer.
 */
export const layersDuplicate: CodeFacts<NumberData> = {
  code: "layers-duplicate",
  stage: "strict",
  words: ["The list repeats {values&}. PEFT adapts each layer once.", usageHint(null)],
};
