import type { CodeFacts, Words } from "../../finding/rule.ts";
import type { LayerSelection } from "../selection.ts";
import { type LayerBounds, LIST_HINT, usageHint } from "../usage.ts";
import { type Effect, type NumberData, numberWords } from "./number.ts";

/** A selection as it is written, whose parameters do not fit together. */
type CallData = LayerBounds & {
  readonly fault: "call";
  readonly kind: LayerSelection["kind"];
  /** The call of the function that makes the selection, and the one that was probably meant. */
  readonly call: string;
  readonly meant: string | null;
};

/** An empty list, or a selection without any of the layers. */
type EmptyData = (LayerBounds & { readonly fault: "list" }) | { readonly fault: "except" };

const EMPTY = "PEFT reads an empty list of layers as all layers.";

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
        const [message, hint] = numberWords(data, "", "must be at least 1");
        return [data.parameter === "count" ? `${message} ${EMPTY}` : message, hint];
      }
      case "call":
        return [`{call!} is empty. ${EMPTY}`, callHint(data)];
      case "list":
        return [`The list is empty. ${EMPTY}`, LIST_HINT];
      default:
        return [`exceptLayers leaves out every layer. ${EMPTY}`, "Leave out fewer layers."];
    }
  },
};

const callHint = ({ kind, meant }: Pick<CallData, "kind" | "meant">): string =>
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
  words: (data) => [`{call!} ends before it starts, so it is empty. ${EMPTY}`, callHint(data)],
};

/** A selection that starts or ends outside the model. */
type SpanData = Omit<CallData, "fault"> & {
  readonly fault: "span";
  /** The first layer. */
  readonly from: number;
  readonly effect: Effect;
};

/**
 * A selection contains only layers that exist in the model.
 *
 * @breaks selection { layers: layerRange(20, 40), model: { model_type: "gpt_oss", num_hidden_layers: 24 } }
 * @keeps selection { layers: layerRange(20, 24), model: { model_type: "gpt_oss", num_hidden_layers: 24 } }
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 * @remarks PEFT silently ignores an index that no layer has, as long as another one matches.
 */
export const layersOutOfRange: CodeFacts<NumberData | SpanData> = {
  code: "layers-out-of-range",
  stage: "strict",
  words: (data) =>
    data.fault === "span"
      ? wordSpan(data)
      : numberWords(data, "the last layer is {last!} ({source!} is {total!})", ""),
};

function wordSpan(data: SpanData): Words {
  const { from, last, effect } = data;
  const isBeyond = from > Number(last);
  const side =
    from < 0 ? "starts before the first" : `${isBeyond ? "starts" : "ends"} after the last`;
  const rest = from === last ? "layer {last!}" : `layers ${from < 0 ? 0 : "{from!}"} to {last!}`;
  const ends: Readonly<Record<Effect, string>> = {
    "adapts-rest": `. PEFT silently adapts only ${rest}.`,
    "adapts-all": `, so the selection is empty. ${EMPTY}`,
    raises: "",
    none: ".",
  };
  return [`{call!} ${side} layer ({source!} is {total!})${ends[effect]}`, callHint(data)];
}
