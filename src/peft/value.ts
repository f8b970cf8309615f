import { byCodePoint } from "../config/order.ts";
import { tableIndex } from "../config/table.ts";
import { type FieldTable, json, type Kind } from "../field/field.ts";
import { isAtLeast } from "./releases.ts";

/** A number that Python holds as a float, whatever its value: 1 is written `1.0`. */
export class PyFloat {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** A value as Python holds it: JSON, with floats told apart from ints. A bigint is an int. */
export type PyValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | PyFloat
  | readonly PyValue[]
  | { readonly [key: string]: PyValue };

/** True for the values that hold others in order. */
export const isPyList = (value: PyValue): value is readonly PyValue[] => Array.isArray(value);

/** True for the values that hold others by key. */
export const isPyRecord = (value: PyValue): value is { readonly [key: string]: PyValue } =>
  typeof value === "object" && value !== null && !isPyList(value) && !(value instanceof PyFloat);

/**
 * The values of a record under PEFT's names, in PEFT's order, without what PEFT never saves, and
 * without what a release does not know, if one is given.
 */
export function pyRecord(
  table: FieldTable,
  values: Readonly<Record<string, unknown>>,
  release?: string,
): Record<string, PyValue> {
  const record: Record<string, PyValue> = {};
  for (const { name, peft, kind, unsaved, since } of tableIndex(table).fields) {
    if (unsaved || values[name] === undefined || (release && !isAtLeast(release, since))) continue;
    record[peft] = pyValue(kind, values[name], release);
  }
  return record;
}

/** One value of a kind. A Python set is written as a sorted list, since it has no order. */
export function pyValue(kind: Kind, value: unknown, release?: string): PyValue {
  if (value === null) return null;
  switch (kind.is) {
    case "integer":
      return Number.isSafeInteger(value) ? (value as number) : BigInt(value as number);
    case "number":
      return kind.float ? new PyFloat(value as number) : (value as number);
    case "list": {
      const items = (value as readonly unknown[]).map((item) => pyValue(kind.of, item));
      return kind.set ? [...new Set(items as readonly string[])].sort(byCodePoint) : items;
    }
    case "either":
      return Array.isArray(value)
        ? pyValue(kind.of.find((one) => one.is === "list") ?? json, value)
        : (value as PyValue);
    case "config":
      return pyRecord(kind.table.fields, value as Record<string, unknown>, release);
    default:
      return value as PyValue;
  }
}
