import { fieldTables, tableIndex } from "../../config/table.ts";
import type { PeftConfig } from "../../diagnostic/check.ts";
import { toPeftDict } from "../../peft/dict.ts";

/** A field of a config under its name in files. */
export interface Setting {
  readonly name: string;
  readonly value: unknown;
  readonly isDefault: boolean;
}

/** Every field of a config that a file has, in PEFT's order. */
export function listSettings(config: PeftConfig): readonly Setting[] {
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
