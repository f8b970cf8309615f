/** Writes src/config/conflict.ts: the combinations that types can refuse, from their table. */
import {
  type Combination,
  type Condition,
  combinations,
  variants,
} from "../../src/field/combination.ts";
import type { Kind } from "../../src/field/field.ts";
import { type ConfigClass, configClasses } from "../../src/finding/class.ts";
import { speakerOf } from "../../src/finding/speaker.ts";

const typescript = speakerOf("typescript");

/** The whole file's text. */
export function conflictsSource(): string {
  const { LORA } = configClasses;
  return [
    "// Generated from src/field/combination.ts by `npm run generate`. Change the table, not this file.",
    preamble,
    interfaceSource("VariantsOn", "What turns each variant of LoRA on.", variants, LORA.fields),
    variantTypes,
    ...Object.values(configClasses).map((row: ConfigClass) => classSource(row)),
    "",
  ].join("\n\n");
}

const preamble = `/** A list that is not empty, as far as its type tells. */
type Some = readonly [unknown, ...unknown[]];

/** Any value but null and undefined. */
type Given = string | number | boolean | object;

/** An object whose keys its type tells, and that is not empty. */
type Filled<Value> = Value extends object
  ? string extends keyof Value
    ? never
    : keyof Value extends never
      ? never
      : Value
  : never;`;

const variantTypes = `/** The variants of LoRA that an input turns on. */
type VariantOf<Input> = {
  [Name in keyof Input & keyof VariantsOn]: Input[Name] extends VariantsOn[Name] ? Name : never;
}[keyof Input & keyof VariantsOn];

/** Of several variants, each with those that it cannot be combined with. */
type VariantConflict<On extends string> = {
  [Name in On]: Exclude<On, Name> extends never
    ? never
    : readonly [Name, \`\${Name} and \${Exclude<On, Name>} cannot be combined\`];
}[On];`;

function interfaceSource(
  name: string,
  meaning: string,
  conditions: readonly Condition[],
  fields: ConfigClass["fields"],
): string {
  const members = conditions.map(
    (condition) => `  readonly ${condition.field}: ${conditionType(condition, fields)};`,
  );
  return `/** ${meaning} */\ninterface ${name} {\n${members.join("\n")}\n}`;
}

/** The conflicts of a class, as far as types can tell them. */
function classSource({ className, peftType, fields, label }: ConfigClass): string {
  const rows = combinations.filter(({ of = peftType }) => of === peftType);
  const texts = rows.flatMap((row) => rowSource(row, fields, label) ?? []);
  if (rows.some(({ code }) => code === VARIANTS)) texts.push("VariantConflict<VariantOf<Input>>");
  const name = className.replace(/Config$/, "Conflict");
  return [
    `/** What an input of ${className} cannot hold: each field, with the reason. */`,
    `export type ${name}<Input> = ${[...new Set(texts)].join(" |\n  ")};`,
  ].join("\n");
}

/** All pairs of variants are one type. */
const VARIANTS = "variants-exclusive";

/** A row as a type: the field and the reason, where it holds. */
function rowSource(
  row: Combination,
  fields: ConfigClass["fields"],
  label: string,
): string | undefined {
  const isAccepted = row.stage === "warned" || ("needs" in row && row.stage === "silent");
  if (row.code === VARIANTS || isAccepted) return undefined;
  const { field } = row.field;
  const test = conditionType(row.field, fields);
  const reason = (text: string) => `readonly ["${field}", ${JSON.stringify(text)}]`;
  if (test === undefined) return undefined;
  const when = (then: string) =>
    `([Input] extends [{ readonly ${field}: ${test} }] ? ${then} : never)`;
  const term = termText(row.field);
  if ("excludes" in row) {
    const other = row.excludes.field;
    const text = reason(`${term} and ${termText(row.excludes)} cannot be combined`);
    const holds = `[{ readonly ${other}: ${conditionType(row.excludes, fields)} }]`;
    return when(`[Input] extends ${holds} ? ${text} : never`);
  }
  if ("needs" in row) {
    const other = row.needs.field;
    return when(
      `[Input] extends [{ readonly ${other}: Given }] ? never : ${reason(`${term} needs ${other}`)}`,
    );
  }
  return when(reason(unsupportedText(row, label)));
}

const unsupportedText = ({ stage, field }: Combination, label: string): string =>
  `${label} ${stage === "silent" ? "ignores" : "does not support"} ${termText(field)}`;

const termText = ({ field, is }: Condition): string =>
  typeof is !== "string" && is.length === 1
    ? typescript.setting(field, is[0] ?? null)
    : is === "text"
      ? `${field} as a string`
      : field;

/** The values that meet a condition, as a type; undefined where no type tells. */
function conditionType(
  { field, is }: Condition,
  fields: ConfigClass["fields"],
): string | undefined {
  if (typeof is !== "string") {
    return is
      .map((word) => (word.endsWith("*") ? `\`${word.slice(0, -1)}\${string}\`` : `"${word}"`))
      .join(" | ");
  }
  if (is === "changed") return undefined;
  if (is === "given") return "Given";
  if (is !== "on") return "string";
  const kind = fields[field]?.kind;
  return kind && onType(kind, field);
}

/** The values of a kind that turn something on. */
function onType(kind: Kind, field: string): string {
  switch (kind.is) {
    case "boolean":
      return "true";
    case "list":
      return "Some";
    case "string":
      return "string";
    case "either":
      return kind.of.map((one) => onType(one, field)).join(" | ");
    case "config":
      return kind.orEmpty ? `Filled<Input["${field}" & keyof Input]>` : "object";
    default:
      return `Filled<Input["${field}" & keyof Input]>`;
  }
}
