import { valueText } from "../config/shape.ts";
import type { Path } from "../finding/diagnostic.ts";
import { refuse } from "./finding.ts";
import type { SelectionCode } from "./rules.ts";

/** How many layers there are, and where that is said: "text_config.num_hidden_layers". */
export interface LayerCount {
  readonly total: number;
  readonly source: string;
}

/** More layers than any model has: a larger count is a mistake, and its list too long to make. */
export const MOST_LAYERS = 10_000;

/** True for a number of layers that a model may have. */
export function isLayerTotal(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MOST_LAYERS;
}

/** A given number of layers. */
export function layerCount(totalLayers: unknown): LayerCount {
  const hint = "Write the number of layers, such as num_hidden_layers in config.json.";
  return checkedCount("totalLayers", totalLayers, "layers-total", ["totalLayers"], hint);
}

/** The number of layers that stands at the source, or a refusal if it cannot be one. */
export function checkedCount(
  source: string,
  total: unknown,
  code: SelectionCode,
  path: Path,
  hint: string,
): LayerCount {
  if (isLayerTotal(total)) return { total, source };
  const message = `${source} is ${valueText(total)}, but a model has 1 to ${MOST_LAYERS} layers.`;
  return refuse(code, path, message, hint);
}
