import { valueText } from "../config/shape.ts";
import type { Path } from "../finding/diagnostic.ts";
import { refuse, type SelectionCode } from "./refusal.ts";

/** How many layers there are, and the key that states it: "text_config.num_hidden_layers". */
export interface LayerCount {
  readonly total: number;
  readonly source: string;
}

/** More layers than any model has: a larger count is a mistake, and its list too long to build. */
export const MOST_LAYERS = 10_000;

/** True for a number of layers that a model may have. */
export function isLayerTotal(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MOST_LAYERS;
}

/** The number of layers that a caller gives. */
export function checkTotalLayers(totalLayers: unknown): LayerCount {
  const hint = "Write the number of layers, such as num_hidden_layers in config.json.";
  return checkCount("totalLayers", totalLayers, "layers-total", ["totalLayers"], hint);
}

/** The number of layers that the source states, or a refusal. */
export function checkCount(
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

/** What PEFT does with the index of a layer that does not exist. */
export const ignored =
  "PEFT adapts the others and says nothing; if there are none, get_peft_model raises NoMatchingPeftModuleError.";

const numbered = `layers are counted in whole numbers from 0. ${ignored}`;

/** What an empty selection leaves, and what PEFT does with it. */
export const noLayer = "no layer; PEFT takes an empty list for all layers.";

/** Why a selection cannot have a number, by code; it follows "… is 1.5, but". */
export const reasons = {
  "layers-invalid": "a finite number is needed.",
  "layers-fractional": numbered,
  "layers-negative": numbered,
  "layers-empty": `that names ${noLayer}`,
  "layers-duplicate": "that was named before. PEFT adapts a layer once.",
  "layers-fraction": "must be above 0 and at most 1.",
} as const satisfies Partial<Record<SelectionCode, string>>;

type NumberCode = keyof typeof reasons;

/** Why a value is not a share of the layers; `undefined` if it is one. */
export function shareCode(value: unknown): NumberCode | undefined {
  if (typeof value !== "number" || Number.isNaN(value)) return "layers-invalid";
  return value > 0 && value <= 1 ? undefined : "layers-fraction";
}

/** Why a value is not a whole number from `least` on; `undefined` if it is one. */
export function numberCode(value: unknown, least: number): NumberCode | undefined {
  if (!Number.isFinite(value)) return "layers-invalid";
  if (!Number.isInteger(value)) return "layers-fractional";
  if ((value as number) < 0) return "layers-negative";
  return (value as number) < least ? "layers-empty" : undefined;
}
