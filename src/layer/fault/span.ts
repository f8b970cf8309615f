import type { CodeFacts } from "../../finding/rule.ts";
import type { Kind } from "../selection.ts";
import { usageHint } from "../usage.ts";
import { type Effect, EMPTY, ends, type NumberData, numberWords } from "./number.ts";

/** A selection whose parameters do not fit together, or that starts or ends outside the model. */
type CallData = {
  readonly fault: "call";
  readonly kind: Kind;
  /** The call of the function that makes the selection, and the one that was probably meant. */
  readonly call: string;
  readonly meant: string | null;
  readonly effect: Effect;
  /** The first layer that PEFT adapts, if it adapts the rest. */
  readonly from: number;
};

/** An empty list, or a selection without any of the layers. */
type EmptyData = { readonly fault: "list" | "except" };

/**
 * A selection contains at least one layer.
 *
 * @breaks selection { layers: firstLayers(0), totalLayers: 2 }
 * @keeps selection { layers: firstLayers(1), totalLayers: 2 }
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 * @remarks PEFT reads an empty list as all layers.
 */
export const layersEmpty: CodeFacts<NumberData | CallData | EmptyData> = {
  code: "layers-empty",
  stage: "strict",
  words: (data) => {
    switch (data.fault) {
      case "number": {
        const [message, hint] = numberWords(data);
        return [data.kind === "every" ? message : `${message} ${EMPTY}`, hint];
      }
      case "call":
        return [`{call!} is empty. ${EMPTY}`, callHint(data)];
      case "list":
        return [`The list is empty. ${EMPTY}`, usageHint(null)];
      default:
        return [`exceptLayers leaves out every layer. ${EMPTY}`, "Leave out fewer layers."];
    }
  },
};

const callHint = ({ kind, meant }: CallData): string =>
  meant === null ? usageHint(kind) : "Write {meant!}; the end is not included.";

/**
 * A range runs upwards.
 *
 * @breaks selection { layers: layerRange(2, 1), totalLayers: 2 }
 * @keeps selection { layers: layerRange(1, 2), totalLayers: 2 }
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 * @remarks Python's range would be empty, and PEFT reads an empty list as all layers.
 */
export const layersReversed: CodeFacts<CallData> = {
  code: "layers-reversed",
  stage: "strict",
  words: (data) => [`{call!} ends before it starts. ${EMPTY}`, callHint(data)],
};

const spanEnds: typeof ends = {
  ...ends,
  "adapts-rest": ". PEFT silently adapts only layers {from!} to {last!}.",
};

/**
 * A selection contains only layers that exist in the model.
 *
 * @breaks selection { layers: layerRange(20, 40), model: { model_type: "gpt_oss", num_hidden_layers: 24 } }
 * @keeps selection { layers: layerRange(20, 24), model: { model_type: "gpt_oss", num_hidden_layers: 24 } }
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 * @remarks PEFT silently ignores an index that no layer has, as long as another one matches.
 */
export const layersOutOfRange: CodeFacts<NumberData | CallData> = {
  code: "layers-out-of-range",
  stage: "strict",
  words: (data) =>
    data.fault === "call"
      ? [
          `{call!} is not within layers 0 to {last!} ({source!} is {total!})${spanEnds[data.effect]}`,
          callHint(data),
        ]
      : numberWords(data, "the last layer is {last!} ({source!} is {total!})"),
};
