import { type Naming, peftNameOf } from "../config/table.ts";
import type { PeftType } from "../field/base.ts";
import type { Field, FieldTable } from "../field/field.ts";
import { configClasses } from "../finding/class.ts";
import { initSchema, type JsonSchema, kindSchema, nullableSchema } from "./kind-schema.ts";
import { describeMeaning } from "./meaning-text.ts";

/** Which end of a check a schema describes: what goes in, or the complete config that comes out. */
export type Direction = "input" | "output";

/** A class of fields, named as PEFT names it. */
export interface NamedTable {
  readonly name: string;
  readonly fields: FieldTable;
}

/** How a schema of a config is written. */
interface ConfigStyle {
  readonly naming: Naming;
  readonly direction: Direction;
}

/** The JSON Schema of the configs of one class, complete in itself. */
export function configSchema(peftType: PeftType, style: ConfigStyle): JsonSchema {
  const { className: name, fields } = configClasses[peftType];
  return tableSchema({ name, fields }, style);
}

/** The JSON Schema of the configs of every class. */
export function anyConfigSchema(style: ConfigStyle): JsonSchema {
  const types = Object.keys(configClasses) as PeftType[];
  return {
    anyOf: types.map((peftType) => withType(configSchema(peftType, style), peftType, style)),
  };
}

/** Of several classes only one is taken for granted, so the others have to be named. */
function withType(schema: JsonSchema, peftType: PeftType, { naming }: ConfigStyle): JsonSchema {
  if (peftType === "LORA") return schema;
  const key = naming === "typescript" ? "peftType" : "peft_type";
  const required = (schema.required ?? []) as readonly string[];
  return { ...schema, required: [...new Set([key, ...required])] };
}

function tableSchema({ name, fields }: NamedTable, style: ConfigStyle): JsonSchema {
  const { naming, direction } = style;
  const rows = Object.entries(fields)
    .filter(([, { unsaved }]) => naming === "typescript" || !unsaved)
    .map(([key, field]) => ({
      key: naming === "typescript" ? key : peftNameOf(key, field),
      field,
      own: key,
    }));
  const required = rows.filter(({ field }) => direction === "output" || field.required);
  return {
    type: "object",
    description: describeMeaning(name, "", naming),
    properties: Object.fromEntries(
      rows.map(({ key, own, field }) => [key, fieldSchema(name, own, field, style)]),
    ),
    ...(required.length > 0 && { required: required.map(({ key }) => key) }),
    additionalProperties: false,
  };
}

function fieldSchema(
  className: string,
  name: string,
  field: Field,
  style: ConfigStyle,
): JsonSchema {
  const { required, default: usual } = field;
  return {
    ...valueSchema(className, name, field, style),
    description: describeMeaning(className, name, style.naming),
    ...(!required && { default: usual }),
  };
}

function valueSchema(
  className: string,
  name: string,
  field: Field,
  style: ConfigStyle,
): JsonSchema {
  if (name === "peftType") return { const: field.default };
  if (name === "initLoraWeights" && className === "LoraConfig") return initSchema;
  const schema = kindSchema(field.kind, {
    leniency: "strict",
    config: (table, orEmpty) => subConfigSchema(tableSchema(table, style), orEmpty, style),
  });
  return field.nullable && !field.required ? nullableSchema(schema) : schema;
}

/** Of a sub-config that comes out, every field is there, unless all of it may stay empty. */
const subConfigSchema = (schema: JsonSchema, orEmpty: boolean, { direction }: ConfigStyle) =>
  orEmpty && direction === "output"
    ? { anyOf: [schema, { type: "object", additionalProperties: false }] }
    : schema;
