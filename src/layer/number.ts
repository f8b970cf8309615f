import { valueText } from "../config/shape.ts";
import type { SelectionCode } from "./rules.ts";

/** What is wrong with a number in a selection. */
export interface NumberFault {
  readonly code: SelectionCode;
  readonly message: string;
}

/** What keeps a value from being the member `name` of a selection, or `undefined`. */
export function numberFault(value: unknown, name: string, least: number): NumberFault | undefined {
  const code = name === "fraction" ? shareCode(value) : numberCode(value, least);
  return (
    code && { code, message: `${name} is ${valueText(value)}, but ${requirement(code, least)}` }
  );
}

function shareCode(value: unknown): SelectionCode | undefined {
  if (typeof value !== "number" || Number.isNaN(value)) return "layers-invalid";
  return value > 0 && value <= 1 ? undefined : "layers-fraction";
}

/** The code of what keeps a value from being a whole number from `least` on, or `undefined`. */
export function numberCode(value: unknown, least: number): SelectionCode | undefined {
  if (typeof value !== "number" || !Number.isFinite(value)) return "layers-invalid";
  if (!Number.isInteger(value)) return "layers-fractional";
  if (value < 0) return "layers-negative";
  return value < least ? "layers-empty" : undefined;
}

function requirement(code: SelectionCode, least: number): string {
  switch (code) {
    case "layers-fraction":
      return "a share of the layers is above 0 and at most 1.";
    case "layers-fractional":
      return "layers are counted in whole numbers; PEFT would match none.";
    case "layers-negative":
      return "no layer has a negative number; PEFT would match none.";
    case "layers-empty":
      return `must be at least ${least}; PEFT takes an empty list for all layers.`;
    default:
      return "must be a number.";
  }
}
