import type { SelectionCode } from "./rules.ts";

/** What PEFT makes of numbers that no layer has. */
export const ignored =
  "PEFT adapts the others and says nothing; if there are none, get_peft_model raises NoMatchingPeftModuleError.";

const numbered = `layers are counted in whole numbers from 0. ${ignored}`;

/** What is left of a selection without layers, and what PEFT makes of it. */
export const noLayer = "no layer; PEFT takes an empty list for all layers.";

/** Why a number cannot stand in a selection, by code; it follows "… is 1.5, but". */
export const reasons = {
  "layers-invalid": "a finite number is needed.",
  "layers-fractional": numbered,
  "layers-negative": numbered,
  "layers-empty": `that names ${noLayer}`,
  "layers-duplicate": "that was named before. PEFT adapts a layer once.",
  "layers-fraction": "must be above 0 and at most 1.",
} as const satisfies Partial<Record<SelectionCode, string>>;

type NumberCode = keyof typeof reasons;

/** The code of what keeps a value from being a share of the layers, or `undefined`. */
export function shareCode(value: unknown): NumberCode | undefined {
  if (typeof value !== "number" || Number.isNaN(value)) return "layers-invalid";
  return value > 0 && value <= 1 ? undefined : "layers-fraction";
}

/** The code of what keeps a value from being a whole number from `least` on, or `undefined`. */
export function numberCode(value: unknown, least: number): NumberCode | undefined {
  if (!Number.isFinite(value)) return "layers-invalid";
  if (!Number.isInteger(value)) return "layers-fractional";
  if ((value as number) < 0) return "layers-negative";
  return (value as number) < least ? "layers-empty" : undefined;
}
