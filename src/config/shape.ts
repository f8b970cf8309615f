import type { Kind } from "../field/field.ts";

/** True for `{…}` and `Object.create(null)`, of this realm or another; false for class instances. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null) return true;
  return !Array.isArray(value) && Object.getPrototypeOf(prototype) === null;
}

/** True for a value that is not false, null or empty. */
export const isFilled = (value: unknown): boolean =>
  typeof value === "object" ? Object.keys(value ?? {}).length > 0 : Boolean(value);

/** The row of a table for a word from anywhere: never what every object inherits. */
export const lookUp = <Row>(table: Readonly<Record<string, Row>>, word: string): Row | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined;

/** True if the value has the outer form of the kind; its inside is not looked at. */
export function fits(kind: Kind, value: unknown): boolean {
  switch (kind.is) {
    case "boolean":
      return typeof value === "boolean";
    case "integer":
    case "number":
      return typeof value === "number";
    case "string":
      return typeof value === "string";
    case "list":
    case "pair":
      return Array.isArray(value);
    case "either":
      return kind.of.some((alternative) => fits(alternative, value));
    default:
      return isPlainObject(value);
  }
}

/** A foreign value as a finding keeps it: a primitive as it is, of bounded length; all else in words. */
export type Told = null | boolean | number | string | { readonly is: string };

/** No name is longer; a file may hold megabytes where a name belongs. */
const LONGEST_NAME = 200;

/** No value is quote further. */
const LONGEST_VALUE = 60;

/** A foreign value as plain data of bounded size: `"8"`, `null`, `{ is: "an instance of Date" }`. */
export function tell(value: unknown, longest = LONGEST_VALUE): Told {
  if (Array.isArray(value)) return { is: value.length === 0 ? "an empty list" : "a list" };
  if (isPlainObject(value)) return { is: "an object" };
  switch (typeof value) {
    case "string":
      return shorten(value, longest);
    case "boolean":
      return value;
    case "number":
      return Number.isFinite(value) ? value : { is: String(value) };
    case "object":
      if (value === null) return null;
      return { is: `an instance of ${value.constructor?.name || "a class"}` };
    default:
      return { is: value === undefined ? "undefined" : `a ${typeof value}` };
  }
}

/** The beginning of a text that is too long to be a name. */
export const shorten = (text: string, longest = LONGEST_NAME): string =>
  text.length > longest ? `${text.slice(0, longest)}…` : text;

/** A text in quotes, for a message. */
export const quote = (text: string, longest = LONGEST_NAME): string =>
  JSON.stringify(shorten(text, longest));

/** A value in a few words for a message: `"8"`, `null`, `an instance of Date`. */
export function valueText(value: unknown): string {
  const told = tell(value);
  return typeof told === "object" && told !== null ? told.is : JSON.stringify(told);
}
