import type { Kind } from "../field/field.ts";

/** True for `{…}` and `Object.create(null)`, of this realm or another; false for class instances. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null) return true;
  return !Array.isArray(value) && Object.getPrototypeOf(prototype) === null;
}

/** True for a value that says something: not false, null, or empty. */
export const isFilled = (value: unknown): boolean =>
  typeof value === "object" ? Object.keys(value ?? {}).length > 0 : Boolean(value);

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

/** What values of the kinds that say it all are. */
const NOUNS = {
  boolean: "true or false",
  integer: "an integer",
  number: "a number",
  string: "a string",
  json: "an object of JSON values",
} as const;

/** What a value of the kind is, with its article: "a list of strings". */
export function kindText(kind: Kind): string {
  switch (kind.is) {
    case "list":
    case "pair":
      return `a ${kind.is} of ${pluralText(kind.of)}`;
    case "map":
      return `an object of ${pluralText(kind.of)}`;
    case "either":
      return kind.of.map(kindText).join(" or ");
    case "config":
      return `an object (${kind.table.name})`;
    default:
      return NOUNS[kind.is];
  }
}

function pluralText(kind: Kind): string {
  return kind.is === "boolean" ? "booleans" : kindText(kind).replace(/^an? (\w+)/, "$1s");
}

/** A value in a few words for a message: `"8" (a string)`, `null`, `an instance of Date`. */
export function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (isPlainObject(value)) return "an object";
  switch (typeof value) {
    case "string":
      return quoted(value, 60);
    case "bigint":
    case "symbol":
    case "function":
      return `a ${typeof value}`;
    case "object":
      if (value !== null) return `an instance of ${value.constructor?.name || "a class"}`;
  }
  return String(value);
}

/** No name is longer; a file may hold megabytes where a name belongs. */
const LONGEST_QUOTE = 200;

/** A text in quotes, for a message: all of a name, the beginning of what is none. */
export const quoted = (text: string, longest = LONGEST_QUOTE): string =>
  JSON.stringify(text.length > longest ? `${text.slice(0, longest)}…` : text);
