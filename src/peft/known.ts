import { fieldTables, type NamedField, tableIndex } from "../config/table.ts";
import type { PeftConfig } from "../finding/check.ts";
import type { Path } from "../finding/diagnostic.ts";
import type { FieldTable } from "../field/field.ts";
import { isSince } from "./releases.ts";

type Values = Readonly<Record<string, unknown>>;

/** A value that was set, and the release that first has a field for it. */
export interface Setting {
  readonly path: Path;
  readonly since: string;
}

/**
 * What a config sets, that is what is not at its default, down to the fields of sub-configs:
 * a release without the field cannot say it. A sub-config's field counts if it came later; null
 * does not where {} means the same.
 */
export function settings(table: FieldTable, values: Values, path: Path = []): readonly Setting[] {
  return tableIndex(table).fields.flatMap((field) => {
    const { name, peft, kind, since, unsaved } = field;
    const value = values[name];
    // What no file says, or the writer says itself, and what says nothing.
    if (unsaved || peft === "peft_version" || isDefault(field, value)) return [];
    const own = { path: [...path, name], since };
    if (kind.is !== "config") return [own];
    if (value === null) return kind.orEmpty ? [] : [own];
    const inner = settings(kind.table.fields, value as Values, own.path);
    return [own, ...inner.filter((setting) => !isSince(since, setting.since))];
  });
}

/** True for what PEFT has anyway. */
export const isDefault = (field: Pick<NamedField, "default">, value: unknown): boolean =>
  value === undefined || JSON.stringify(value) === JSON.stringify(field.default);

/** Whether a config says nothing but what PEFT asks of its method. */
export function isUntouched(config: PeftConfig): boolean {
  const table = fieldTables[config.peftType];
  return settings(table, { ...config }).every(({ path }) => table[String(path[0])]?.required);
}
