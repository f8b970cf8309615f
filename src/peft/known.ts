import { fieldTables, type NamedField, tableIndex } from "../config/table.ts";
import type { PeftConfig } from "../diagnostic/check.ts";
import type { Path } from "../diagnostic/diagnostic.ts";
import type { FieldTable } from "../field/field.ts";
import { isSince } from "./releases.ts";
import { isPyRecord, type PyValue } from "./value.ts";

type Values = Readonly<Record<string, unknown>>;

/** A value that was set, and the release that first has a field for it. */
export interface Setting {
  readonly path: Path;
  readonly since: string;
}

/**
 * What a config sets, that is what is not at its default, down to the fields of sub-configs:
 * a release without the field cannot say it. A sub-config's field counts if it came later.
 */
export function settings(table: FieldTable, values: Values, path: Path = []): readonly Setting[] {
  return tableIndex(table)
    .fields.filter((field) => !isAside(field) && !isDefault(field, values[field.name]))
    .flatMap(({ name, kind, since }) => {
      const value = values[name];
      const own = { path: [...path, name], since };
      if (kind.is !== "config" || !isRecord(value)) return [own];
      const inner = settings(kind.table.fields, value, own.path);
      return [own, ...inner.filter((setting) => !isSince(since, setting.since))];
    });
}

/** What no file says, or the writer says itself. */
const isAside = ({ unsaved, peft }: NamedField): boolean =>
  unsaved === true || peft === "peft_version";

const isRecord = (value: unknown): value is Values => typeof value === "object" && value !== null;

/** An empty sub-config that may be empty is as good as none. */
function isDefault({ kind, default: usual }: NamedField, value: unknown): boolean {
  if (value === undefined || (value === null && kind.is === "config" && kind.orEmpty)) return true;
  return JSON.stringify(value) === JSON.stringify(usual);
}

/** Whether a config says nothing but what PEFT asks of its method. */
export function isUntouched(config: PeftConfig): boolean {
  const table = fieldTables[config.peftType];
  return settings(table, { ...config }).every(({ path }) => table[String(path[0])]?.required);
}

/** The entries of a record that a release has fields for. */
export function knownPart(
  table: FieldTable,
  record: Readonly<Record<string, PyValue>>,
  release: string,
): Record<string, PyValue> {
  const { peft } = tableIndex(table).byName;
  const known = Object.entries(record).filter(([key]) => {
    const since = peft.get(key)?.since;
    return since === undefined || isSince(release, since);
  });
  return Object.fromEntries(
    known.map(([key, value]) => {
      const kind = peft.get(key)?.kind;
      return kind?.is === "config" && isPyRecord(value)
        ? [key, knownPart(kind.table.fields, value, release)]
        : [key, value];
    }),
  );
}
