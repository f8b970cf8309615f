import { fieldTables, tableIndex } from "../../config/table.ts";
import type { PeftConfig } from "../../diagnostic/check.ts";
import { toPeftDict } from "../../peft/dict.ts";
import { meanings } from "../generated/field-meanings.ts";

/** A field of a config under its name in files. */
export interface Setting {
  readonly name: string;
  readonly value: unknown;
  readonly isDefault: boolean;
}

/** Every field of a config that a file has, in PEFT's order. */
export function settingsOf(config: PeftConfig): readonly Setting[] {
  const { fields } = tableIndex(fieldTables[config.peftType]);
  const values = toPeftDict(config);
  return fields
    .filter(({ unsaved }) => !unsaved)
    .map(({ peft, default: byDefault }) => {
      const value = values[peft] ?? null;
      const isDefault = JSON.stringify(value) === JSON.stringify(byDefault);
      return { name: peft, value, isDefault: isDefault && peft !== "peft_type" };
    });
}

/** What a field of a method means. */
export function meaningOf(peftType: PeftConfig["peftType"], name: string): string {
  return meanings[peftType][name] ?? meanings.LORA[name] ?? "";
}

/** A value on one line: a list of names without brackets, anything else as JSON. */
export function valueLine(value: unknown): string {
  if (typeof value === "number") return String(value);
  const isNames = Array.isArray(value) && value.length > 0 && value.every(isName);
  return isNames ? value.join(", ") : (JSON.stringify(value) ?? "absent");
}

const isName = (item: unknown): boolean =>
  typeof item === "number" || (typeof item === "string" && /^[^\s,"]+$/.test(item));

/** A number as one reads it: at most six digits. */
export const numberLine = (value: number): string => String(Number(value.toPrecision(6)));
