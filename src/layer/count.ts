import { valueText } from "../config/shape.ts";
import type { LayerCount, Report } from "./problem.ts";

/** More layers than any model has: a larger count is a mistake, and its list too long to make. */
export const MOST_LAYERS = 10_000;

/** True for a number of layers that a model may have. */
export function isLayerTotal(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MOST_LAYERS;
}

/** A given number of layers, or `undefined` and a report if it cannot be one. */
export function layerCount(totalLayers: unknown, report: Report): LayerCount | undefined {
  if (isLayerTotal(totalLayers)) {
    return { total: totalLayers, statement: `totalLayers is ${totalLayers}` };
  }
  report(
    "layers-total",
    ["totalLayers"],
    `totalLayers is ${valueText(totalLayers)}, but a model has 1 to ${MOST_LAYERS} layers.`,
    "Write the number in the model's config.json, such as num_hidden_layers.",
  );
  return undefined;
}
