import { valueText } from "../config/shape.ts";
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { finding } from "./finding.ts";

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

/** A given number of layers, or `undefined` and a finding if it cannot be one. */
export function layerCount(totalLayers: unknown, findings: Diagnostic[]): LayerCount | undefined {
  const source = "totalLayers";
  if (isLayerTotal(totalLayers)) return { total: totalLayers, source };
  const hint = "Write the number of layers, such as num_hidden_layers in config.json.";
  const message = noTotal(source, totalLayers);
  findings.push(finding("layers-total", [source], message, hint));
  return undefined;
}

/** What is wrong with a value that is no number of layers. */
export function noTotal(source: string, value: unknown): string {
  return `${source} is ${valueText(value)}, but a model has 1 to ${MOST_LAYERS} layers.`;
}
