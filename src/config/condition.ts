import type { Condition } from "../field/combination.ts";
import { isFilled } from "./shape.ts";

/** Whether the condition holds for a value of its field. */
export function meets({ is, but }: Condition, value: unknown, standard: unknown): boolean {
  if (but !== undefined && value === but) return false;
  switch (is) {
    case "on":
      return isFilled(value);
    case "given":
      return value !== null;
    case "text":
      return typeof value === "string";
    case "changed":
      return value !== standard;
    case "named":
      return typeof value !== "boolean" && typeof value !== "number";
    default:
      return typeof value === "string" && is.some((word) => matchesWord(word, value));
  }
}

/** Whether a value is a word of a condition; `"pissa*"` stands for all that begin with `pissa`. */
const matchesWord = (word: string, value: string): boolean =>
  word.endsWith("*") ? value.startsWith(word.slice(0, -1)) : value === word;
