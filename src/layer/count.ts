import { tell } from "../config/shape.ts";
import type { Path } from "../finding/diagnostic.ts";
import type { CodeFacts } from "../finding/rule.ts";
import { layersTotal, MOST_LAYERS, type TotalData } from "./fault/total.ts";
import { refuse } from "./refusal.ts";

/** How many layers there are, and the key that states it: "text_config.num_hidden_layers". */
export interface LayerCount {
  readonly total: number;
  readonly source: string;
}

/** True for a number of layers that a model may have. */
export function isLayerTotal(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MOST_LAYERS;
}

/** The number of layers that a caller gives. */
export function checkTotalLayers(totalLayers: unknown): LayerCount {
  return checkCount("totalLayers", totalLayers, layersTotal, ["totalLayers"]);
}

/** The number of layers that the source states, or a refusal. */
export function checkCount(
  source: string,
  total: unknown,
  facts: CodeFacts<TotalData>,
  path: Path,
): LayerCount {
  if (isLayerTotal(total)) return { total, source };
  return refuse(facts, path, { source, value: tell(total) });
}
