/** Writes src/config/types.ts from the field tables: `npm run generate`. */
import { peftNameOf } from "../../src/config/table.ts";
import type { Constraint, Field, FieldTable, Kind } from "../../src/field/field.ts";
import { knownWords } from "../../src/field/known.ts";
import { subConfigTables } from "../../src/field/sub.ts";
import { type ConfigClass, configClasses } from "../../src/finding/class.ts";
import { boundsText } from "../../src/finding/constraint.ts";
import { speakerOf } from "../../src/finding/speaker.ts";
import { describeField, meanings } from "./meanings.ts";

/** The classes, the one that others inherit from first. */
const classes = Object.values(configClasses) as unknown as readonly [ConfigClass, ...ConfigClass[]];

/** The whole file's text. */
export function typesSource(): string {
  const [first, ...others] = classes;
  return [
    "// Generated from src/field by `npm run generate`. Change the tables, not this file.",
    'import type { JsonObject } from "type-fest";',
    wordTypesSource(),
    ...subConfigTables.map(({ name, fields }) => interfaceSource(name, fields)),
    interfaceSource(first.className, first.fields),
    ...others.map(({ className, fields }) =>
      isHeir(fields, first.fields)
        ? interfaceSource(className, fields, first.fields, first.className)
        : interfaceSource(className, fields),
    ),
    configTypesSource(),
    subConfigFieldSource(),
    "",
  ].join("\n\n");
}

/** Whether a class has every field of another. */
const isHeir = (fields: FieldTable, of: FieldTable): boolean =>
  Object.keys(of).every((name) => name in fields);

/** The type of the config of each class. */
function configTypesSource(): string {
  const members = classes.map(({ peftType, className }) => `  readonly ${peftType}: ${className};`);
  return `/** The config of each class, by its \`peftType\`. */\nexport interface ConfigTypes {\n${members.join("\n")}\n}`;
}

/** The fields of any class that hold a sub-config. */
function subConfigFieldSource(): string {
  const names = classes
    .flatMap(({ fields }) => Object.entries<Field>(fields))
    .filter(([, { kind }]) => kind.is === "config")
    .map(([name]) => name);
  return `/** The fields that hold a sub-config, of which a builder takes any part. */\nexport type SubConfigField = ${union([...new Set(names)])};`;
}

function interfaceSource(
  name: string,
  fields: FieldTable,
  inherited: FieldTable = {},
  parentName = "",
): string {
  const own = Object.entries(fields).filter(([key, field]) => inherited[key] !== field);
  const redefined = own.map(([key]) => key).filter((key) => key in inherited);
  const parent = redefined.length === 0 ? "" : `extends Omit<${parentName}, ${union(redefined)}> `;
  const members = own.map(([key, field]) => memberSource(key, field, describeField(name, key)));
  const meaning = meanings()[name]?.class ?? "";
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

const _typescript = speakerOf("typescript");

/** The constraints of a field's value (or of its entries) in words: "at least 0, below 1". */
export function rangeText(kind: Kind): string {
  switch (kind.is) {
    case "integer":
    case "number":
    case "string": {
      const texts = binding(kind.constraints ?? []).map(({ bounds }) => boundsText(bounds));
      return [...new Set(texts)].join(", ");
    }
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

/** Without constraints that another one makes redundant ("at most 1" beside "below 1"). */
function binding(constraints: readonly Constraint[]): readonly Constraint[] {
  const exclusive = constraints.map(({ bounds }) => bounds.exclusiveMaximum);
  return constraints.filter(({ bounds }) => !exclusive.includes(bounds.maximum ?? Number.NaN));
}

/** What the types of the known words are called: messages show the name in place of all words. */
const wordTypes = {
  modules: "ModuleName",
  patterns: "ModulePattern",
  initialisations: "Initialisation",
} as const;

/** The types of known words, which editors complete while other strings stay legal. */
function wordTypesSource(): string {
  const meanings = {
    modules: "The name of a module, or the end of one.",
    patterns: "A regular expression of Python for names of modules, or a word that PEFT knows.",
    initialisations: "A scheme of initialisation.",
  };
  return (Object.keys(wordTypes) as (keyof typeof wordTypes)[])
    .map(
      (known) =>
        `/** ${meanings[known]} */\nexport type ${wordTypes[known]} = ${union(knownWords[known])} | (string & Record<never, never>);`,
    )
    .join("\n\n");
}

/** The TypeScript type of a kind, as source. */
export function kindType(kind: Kind): string {
  switch (kind.is) {
    case "boolean":
      return "boolean";
    case "integer":
    case "number":
      return choices(kind.constraints) ?? "number";
    case "string":
      if (kind.known) return wordTypes[kind.known];
      return choices(kind.constraints) ?? "string";
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

function choices(constraints: readonly Constraint[] | undefined): string | undefined {
  const values = constraints?.[0]?.bounds.enum;
  return Array.isArray(values) ? union(values) : undefined;
}
