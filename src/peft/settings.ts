import { type NamedField, tableIndex } from "../config/table.ts";
import type { FieldTable } from "../field/field.ts";
import { configClasses } from "../finding/class.ts";
import type { Path } from "../finding/diagnostic.ts";
import type { PeftConfig } from "../finding/rule.ts";
import { isAtLeast } from "./releases.ts";

type Values = Readonly<Record<string, unknown>>;

/** A value that a config sets, and the first release that has a field for it. */
export interface Setting {
  readonly path: Path;
  readonly since: string;
}

/**
 * The values of a config that differ from their defaults, down to the fields of sub-configs: a
 * release without the field cannot express them. A field of a sub-config counts if it is newer than
 * the sub-config; null does not count where {} means the same.
 */
export function collectSettings(
  table: FieldTable,
  values: Values,
  path: Path = [],
): readonly Setting[] {
  return tableIndex(table).fields.flatMap((field) => {
    const { name, peft, kind, since, unsaved } = field;
    const value = values[name];
    // No file has it, or the writer fills it in, or it is at its default.
    if (unsaved || peft === "peft_version" || isDefault(field, value)) return [];
    const own = { path: [...path, name], since };
    if (kind.is !== "config") return [own];
    if (value === null) return kind.orEmpty ? [] : [own];
    const inner = collectSettings(kind.table.fields, value as Values, own.path);
    return [own, ...inner.filter((setting) => !isAtLeast(since, setting.since))];
  });
}

/** Whether a value is the one that PEFT fills in. */
export const isDefault = (field: Pick<NamedField, "default">, value: unknown): boolean =>
  value === undefined || JSON.stringify(value) === JSON.stringify(field.default);

/** Whether a config sets no more than what PEFT requires of its class. */
export function isUntouched(config: PeftConfig): boolean {
  const fields: FieldTable = configClasses[config.peftType].fields;
  return collectSettings(fields, { ...config }).every(
    ({ path }) => fields[String(path[0])]?.required,
  );
}
