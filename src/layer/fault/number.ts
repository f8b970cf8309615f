import type { Told } from "../../config/shape.ts";
import type { Outcome } from "../../field/stage.ts";
import type { CodeFacts, Words } from "../../finding/rule.ts";
import type { LayerSelection } from "../selection.ts";
import { type LayerBounds, LIST_HINT, usageHint } from "../usage.ts";

/**
 * What PEFT does with a selection that does not fit: it adapts only the layers that exist, it adapts
 * all layers, or it raises {@link noMatch}. It never sees what exceptLayers leaves out.
 */
export type Effect = "adapts-rest" | "adapts-all" | "raises" | "none";

/** The outcome of a list in which no entry is the index of a layer. */
export const noMatch: Outcome = { stage: "injection", raises: "NoMatchingPeftModuleError" };

/** The faulty entries of a list, or a faulty parameter of a selection. */
export type NumberData = LayerBounds & {
  readonly fault: "number";
  /** The kind of selection and its parameter; null for a list. */
  readonly kind: LayerSelection["kind"] | null;
  readonly parameter: string | null;
  /** The first of the values, each once, and how many others there are. */
  readonly values: readonly Told[];
  readonly more: number;
  readonly effect: Effect;
};

/** The words for numbers: what an index is, for a list; and what the parameter must be. */
export function numberWords(data: NumberData, index: string, must: string): Words {
  const { kind, effect } = data;
  if (kind !== null) return [`{parameter!} is {values&}, but ${must}.`, usageHint(kind)];
  return [
    `The list contains ${entriesText(data)}, but ${index}${listEnds[effect] ?? "."}`,
    LIST_HINT,
  ];
}

const entriesText = ({ more }: NumberData): string =>
  more > 0 ? "{values&} (and {more!} more)" : "{values&}";

/** How a message about entries of a list ends. PEFT raises at the end of a clause. */
const listEnds: Readonly<Partial<Record<Effect, string>>> = {
  "adapts-rest": ". PEFT silently ignores an entry that matches no layer.",
  raises: "",
};

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
  words: (data) => numberWords(data, "a layer index is an integer", "must be an integer"),
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
  words: (data) => numberWords(data, "layer indices start at 0", "must not be negative"),
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
  words: (data) => numberWords(data, "", "must be above 0 and at most 1"),
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
  words: (data) => [
    `The list repeats ${entriesText(data)}. PEFT adapts each layer once.`,
    LIST_HINT,
  ],
};
