/** Writes src/config/types.ts from the field tables: `npm run generate`. */
import { peftNameOf } from "../../src/config/table.ts";
import { adaLoraFields } from "../../src/field/adalora.ts";
import type { Field, FieldTable, Kind, Limit, SubConfigTable } from "../../src/field/field.ts";
import { knownWords } from "../../src/field/known.ts";
import { loraFields } from "../../src/field/lora.ts";
import { subConfigTables } from "../../src/field/sub.ts";
import { meaningOf, meanings } from "./meanings.ts";

/** The whole file's text. */
export function typesSource(): string {
  return [
    "// Generated from src/field by `npm run generate`. Change the tables, not this file.",
    'import type { JsonObject, LiteralUnion } from "type-fest";',
    ...subConfigTables.map(subConfigSource),
    interfaceSource(
      "LoraConfig",
      "A LoRA (or DoRA, or other variant) config, as PEFT holds it after construction.",
      loraFields,
    ),
    interfaceSource(
      "AdaLoraConfig",
      "An AdaLoRA config. PEFT ignores some of the fields it inherits from LoRA.",
      adaLoraFields,
      loraFields,
    ),
    "",
  ].join("\n\n");
}

function subConfigSource(table: SubConfigTable): string {
  return interfaceSource(table.name, meanings()[table.name]?.class ?? "", table.fields);
}

function interfaceSource(
  name: string,
  meaning: string,
  fields: FieldTable,
  inherited: FieldTable = {},
): string {
  const own = Object.entries(fields).filter(([key, field]) => inherited[key] !== field);
  const redefined = own.map(([key]) => key).filter((key) => key in inherited);
  const parent = redefined.length === 0 ? "" : `extends Omit<LoraConfig, ${union(redefined)}> `;
  const members = own.map(([key, field]) => memberSource(key, field, meaningOf(name, key)));
  return `/** ${meaning} */\nexport interface ${name} ${parent}{\n${members.join("\n")}\n}`;
}

function memberSource(name: string, field: Field, meaning: string): string {
  const type = name === "peftType" ? JSON.stringify(field.default) : kindType(field.kind);
  const nullable = field.nullable && !field.required ? " | null" : "";
  return `${docComment(name, field, meaning)}\n  readonly ${name}: ${type}${nullable};`;
}

function docComment(name: string, field: Field, meaning: string): string {
  const range = rangeText(field.kind);
  const lines = [
    meaning,
    "",
    ...(range === "" ? [] : [`Range: ${range}.`]),
    `PEFT: \`${peftNameOf(name, field)}\`, since ${field.since}.`,
    `@defaultValue \`${JSON.stringify(field.default)}\``,
  ];
  return ["  /**", ...lines.map((line) => `   * ${line}`.trimEnd()), "   */"].join("\n");
}

/** The limits of a field's value (or of its entries) in words: "at least 0, below 1". */
export function rangeText(kind: Kind): string {
  switch (kind.is) {
    case "integer":
    case "number":
    case "string":
      return [...new Set(bindingLimits(kind.limits ?? []).map((limit) => limit.must))].join(", ");
    case "list":
    case "map":
    case "pair":
      return rangeText(kind.of);
    case "either":
      return [...new Set(kind.of.map(rangeText).filter((text) => text !== ""))].join("; ");
    default:
      return "";
  }
}

/** Without limits that another one makes redundant ("at most 1" beside "below 1"). */
function bindingLimits(limits: readonly Limit[]): readonly Limit[] {
  const exclusive = limits.map((limit) => limit.schema.exclusiveMaximum);
  return limits.filter((limit) => !exclusive.includes(limit.schema.maximum ?? Number.NaN));
}

/** The TypeScript type of a kind, as source. */
export function kindType(kind: Kind): string {
  switch (kind.is) {
    case "boolean":
      return "boolean";
    case "integer":
    case "number":
      return choices(kind.limits) ?? "number";
    case "string":
      if (kind.known) return `LiteralUnion<${union(knownWords[kind.known])}, string>`;
      return choices(kind.limits) ?? "string";
    case "list":
      return `readonly ${grouped(kindType(kind.of))}[]`;
    case "pair":
      return `readonly [${kindType(kind.of)}, ${kindType(kind.of)}]`;
    case "map":
      return `Readonly<Record<string, ${kindType(kind.of)}>>`;
    case "either":
      return kind.of.map(kindType).join(" | ");
    case "config":
      return kind.orEmpty
        ? `${kind.table.name} | Readonly<Record<string, never>>`
        : kind.table.name;
    case "json":
      return "Readonly<JsonObject>";
  }
}

const union = (values: readonly unknown[]): string =>
  values.map((value) => JSON.stringify(value)).join(" | ");

const grouped = (type: string): string =>
  type.startsWith("readonly") || /^[^<]* \| /.test(type) ? `(${type})` : type;

function choices(limits: readonly Limit[] | undefined): string | undefined {
  const values = limits?.[0]?.schema.enum;
  return Array.isArray(values) ? union(values) : undefined;
}
