import { tableIndex } from "../config/table.ts";
import type { PeftConfig } from "../finding/check.ts";
import { configClasses } from "../finding/class.ts";
import { toPeftDict } from "../peft/dict.ts";
import { isDefault } from "../peft/settings.ts";

/** A field of a config under its name in files. */
export interface FieldSetting {
  readonly name: string;
  readonly value: unknown;
  readonly isDefault: boolean;
}

/** Every field of a config that a file has, in PEFT's order. */
export function listSettings(config: PeftConfig): readonly FieldSetting[] {
  const { fields } = tableIndex(configClasses[config.peftType].fields);
  const values = toPeftDict(config);
  return fields
    .filter(({ unsaved }) => !unsaved)
    .map((field) => {
      const name = field.peft;
      const value = values[name] ?? null;
      return { name, value, isDefault: name !== "peft_type" && isDefault(field, value) };
    });
}
