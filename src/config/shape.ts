import type { Kind } from "../field/field.ts";

/** True for `{…}` and `Object.create(null)`, of this realm or another; false for class instances. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (
    prototype === Object.prototype ||
    prototype === null ||
    (!Array.isArray(value) && Object.getPrototypeOf(prototype) === null)
  );
}

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

/** What a value of the kind is, with its article: "a list of strings". */
export function kindText(kind: Kind): string {
  switch (kind.is) {
    case "boolean":
      return "true or false";
    case "integer":
      return "an integer";
    case "number":
      return "a number";
    case "string":
      return "a string";
    case "list":
      return `a list of ${pluralText(kind.of)}`;
    case "pair":
      return `a pair of ${pluralText(kind.of)}`;
    case "map":
      return `an object of ${pluralText(kind.of)}`;
    case "either":
      return kind.of.map(kindText).join(" or ");
    case "config":
      return `an object (${kind.table.name})`;
    case "json":
      return "an object of JSON values";
  }
}

function pluralText(kind: Kind): string {
  const one = kindText(kind);
  return one === "true or false" ? "booleans" : one.replace(/^an? (\w+)/, "$1s");
}

/** A value in a few words for a message: `"8" (a string)`, `null`, `an instance of Date`. */
export function valueText(value: unknown): string {
  switch (typeof value) {
    case "string":
      return value.length > 60 ? `${quoted(value.slice(0, 57))}…` : quoted(value);
    case "number":
    case "boolean":
    case "undefined":
      return String(value);
    case "bigint":
      return `${value}n (a bigint)`;
    case "symbol":
      return "a symbol";
    case "function":
      return "a function";
    default:
      return objectText(value as object | null);
  }
}

function objectText(value: object | null): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (isPlainObject(value)) return "an object";
  const maker = value.constructor;
  return typeof maker === "function" && maker.name !== ""
    ? `an instance of ${maker.name}`
    : "a class instance";
}

/** No name is longer; a file may hold megabytes where a name belongs. */
const LONGEST_QUOTE = 200;

/** A text in quotes, for a message: all of a name, the beginning of what is none. */
export const quoted = (text: string): string =>
  JSON.stringify(text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text);
