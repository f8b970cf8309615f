import type { Field, FieldTable } from "../field/field.ts";

/** Which naming a record uses: ours (`loraAlpha`) or PEFT's (`lora_alpha`). */
export type Naming = "typescript" | "peft";

/** A field together with both of its names and its position in the class. */
export interface NamedField extends Field {
  readonly name: string;
  readonly peft: string;
  readonly order: number;
  /** True if the default is an empty object. */
  readonly hasEmptyDefault: boolean;
}

/** What reading and writing need of a table, computed once. */
export interface TableIndex {
  readonly fields: readonly NamedField[];
  readonly byName: Readonly<Record<Naming, ReadonlyMap<string, NamedField>>>;
  readonly defaults: Readonly<Record<string, unknown>>;
}

const indices = new WeakMap<FieldTable, TableIndex>();

/** The index of a table. */
export function tableIndex(table: FieldTable): TableIndex {
  const known = indices.get(table);
  if (known !== undefined) return known;
  const fields = Object.entries(table).map(([name, field], order) => ({
    ...field,
    name,
    peft: peftNameOf(name, field),
    order,
    hasEmptyDefault: JSON.stringify(field.default) === "{}",
  }));
  const mapBy = (naming: "name" | "peft") => new Map(fields.map((field) => [field[naming], field]));
  const byName = { typescript: mapBy("name"), peft: mapBy("peft") };
  const index = { fields, byName, defaults: defaultsOf(fields) };
  indices.set(table, index);
  return index;
}

/** PEFT's name of a field: the name in its row, or else the TypeScript name in snake case. */
export const peftNameOf = (name: string, field?: Field): string =>
  field?.peftName ?? name.replaceAll(/[A-Z]/g, "_$&").toLowerCase();

/** The same path in the other naming. Keys that are not fields stay as they are. */
export function renamePath(
  path: readonly (string | number)[],
  table: FieldTable,
  from: Naming,
): readonly (string | number)[] {
  let fields: FieldTable | undefined = table;
  return path.map((key) => {
    const field = fields && tableIndex(fields).byName[from].get(String(key));
    fields = field?.kind.is === "config" ? field.kind.table.fields : undefined;
    if (field === undefined) return key;
    return from === "typescript" ? field.peft : field.name;
  });
}

/**
 * The defaults by name. Each slot holds undefined first, so that the engine reserves it for values
 * of any type; else a copy would change its hidden class whenever a value differs from the default.
 */
function defaultsOf(fields: readonly NamedField[]): Readonly<Record<string, unknown>> {
  const defaults: Record<string, unknown> = {};
  for (const { name } of fields) defaults[name] = undefined;
  for (const field of fields) defaults[field.name] = field.default;
  return defaults;
}
