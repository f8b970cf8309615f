/** The JSON Schemas of adapter_config.json, from the field tables. */

import { peftNameOf } from "../../src/config/table.ts";
import type { Constraint, Field, FieldTable, Kind } from "../../src/field/field.ts";
import { knownWords } from "../../src/field/known.ts";
import { initNames, loraFields } from "../../src/field/lora.ts";
import { subConfigTables } from "../../src/field/sub.ts";
import { configClasses } from "../../src/finding/class.ts";
import { peftMethods } from "../../src/peft/methods.ts";
import { combinationSchemas, conditional, type Schema } from "./combinations.ts";

export type { Schema };

import { documentation } from "./documentation.ts";
import { describeField, meanings } from "./meanings.ts";
import { writeNames } from "./names.ts";
import { titleOf } from "./title.ts";

/** `lenient` is for editors, `strict` for services: what each leaves open is in {@link kindSchema}. */
export type Leniency = "lenient" | "strict";

const address = "https://unpkg.com/peft-config/dist/schema/";

/**
 * For editors. It completes and explains, and marks only what PEFT refuses: keys and words it does
 * not know, other methods, and the odd booleans of old files all pass.
 */
export function lenientSchema(): Schema {
  return {
    ...head("adapter_config.schema.json", "PEFT adapter_config.json"),
    description:
      "The config of an adapter for Hugging Face PEFT. The fields of LoRA and AdaLoRA are described; files of other methods pass.",
    properties: {
      peft_type: {
        anyOf: [{ enum: peftMethods }, { type: ["string", "null"] }],
        title: "PEFT type",
        description: described("LoraConfig", "peft_type", "The PEFT method."),
      },
    },
    ...either("lenient"),
    definitions: definitions("lenient"),
  };
}

/**
 * For services: LORA and ADALORA only, every key known, every value within its limits, and the
 * combinations that a schema can tell. A file that PEFT refuses on other grounds still passes.
 */
export function strictSchema(): Schema {
  return {
    ...head("adapter_config.strict.schema.json", "PEFT adapter_config.json, strict"),
    description:
      "The config of a LoRA or AdaLoRA adapter for Hugging Face PEFT 0.21, without what PEFT refuses, ignores as unknown, or that is never intended.",
    required: ["peft_type"],
    properties: { peft_type: { enum: Object.keys(configClasses) } },
    ...either("strict"),
    definitions: definitions("strict"),
  };
}

const head = (name: string, title: string): Schema => ({
  $schema: "http://json-schema.org/draft-07/schema#",
  $id: address + name,
  title,
  type: "object",
});

/** A file that does not say its method is taken for LoRA, so that an editor completes. */
function either(leniency: Leniency): Schema {
  const is = (peftType: string): Schema => ({ properties: { peft_type: { const: peftType } } });
  const lora = { $ref: "#/definitions/LoraConfig" };
  const adaLora = { $ref: "#/definitions/AdaLoraConfig" };
  return conditional(
    { ...is("ADALORA"), required: ["peft_type"] },
    adaLora,
    leniency === "strict" ? lora : conditional(is("LORA"), lora),
  );
}

function definitions(leniency: Leniency): Schema {
  const configs = Object.values(configClasses).map(
    ({ className, fields }): readonly [string, FieldTable] => [className, fields],
  );
  const parts = subConfigTables.map(({ name, fields }) => [name, fields] as const);
  return Object.fromEntries(
    [...configs, ...parts]
      .filter(([name]) => name !== "LoraRuntimeConfig")
      .map(([name, table]) => [name, classSchema(name, table, leniency)]),
  );
}

function classSchema(name: string, table: FieldTable, leniency: Leniency): Schema {
  const text = writeNames(meanings()[name]?.class ?? "", "python");
  const fields = Object.entries(table).filter(([field]) => field !== "runtimeConfig");
  return {
    title: name,
    ...(text !== "" && { description: text }),
    type: "object",
    properties: Object.fromEntries(
      fields.map(([field, row]) => [
        peftNameOf(field, row),
        inherited(name, field, row) ?? fieldSchema(name, field, row, leniency),
      ]),
    ),
    ...(leniency === "strict" && { additionalProperties: false, ...combinationSchemas[name] }),
  };
}

/** A field that AdaLoRA has from LoRA, told once. Its initialisation is another thing. */
function inherited(className: string, name: string, field: Field): Schema | undefined {
  const isShared = (loraFields as FieldTable)[name] === field && name !== "initLoraWeights";
  return className === "AdaLoraConfig" && isShared
    ? { $ref: `#/definitions/LoraConfig/properties/${peftNameOf(name, field)}` }
    : undefined;
}

function fieldSchema(className: string, name: string, field: Field, leniency: Leniency): Schema {
  const meaning =
    name === "peftType" ? "The PEFT method." : writeNames(describeField(className, name), "python");
  const peft = peftNameOf(name, field);
  return {
    title: titleOf(peft),
    description: described(className, peft, `${meaning} Since PEFT ${field.since}.`),
    default: field.default,
    ...valueSchema(className, name, field, leniency),
  };
}

const described = (className: string, peft: string, text: string): string =>
  `${text}\n${documentation(className, peft)}`;

function valueSchema(className: string, name: string, field: Field, leniency: Leniency): Schema {
  if (name === "peftType") return { const: field.default };
  if (leniency === "strict" && name === "initLoraWeights" && className === "LoraConfig") {
    return initSchema;
  }
  const schema = kindSchema(field.kind, leniency);
  const takesNull = field.nullable === true || leniency === "lenient";
  return takesNull ? nullable(schema) : schema;
}

/** The initialisations that exist; AdaLoRA never looks at the word. */
const initSchema: Schema = {
  anyOf: [
    { type: "boolean" },
    { enum: initNames },
    { type: "string", pattern: "^pissa_niter_[0-9]+$" },
  ],
};

/**
 * The values of a kind. Lenient: booleans may be 0, 1 or null as PEFT takes them, words may be new,
 * and only the limits that PEFT itself enforces hold.
 */
function kindSchema(kind: Kind, leniency: Leniency): Schema {
  switch (kind.is) {
    case "boolean":
      return leniency === "strict"
        ? { type: "boolean" }
        : { type: ["boolean", "integer"], minimum: 0, maximum: 1 };
    case "integer":
    case "number":
      return { type: kind.is, ...constraintSchema(kind.constraints, leniency) };
    case "string":
      return wordSchema(kind.known && knownWords[kind.known], kind.constraints, leniency);
    case "list":
      return { type: "array", items: kindSchema(kind.of, leniency) };
    case "pair":
      return { type: "array", items: kindSchema(kind.of, leniency), minItems: 2, maxItems: 2 };
    case "map":
      return { type: "object", additionalProperties: kindSchema(kind.of, leniency) };
    case "either":
      return { anyOf: kind.of.map((alternative) => kindSchema(alternative, leniency)) };
    case "config":
      return { allOf: [{ $ref: `#/definitions/${kind.table.name}` }] };
    case "json":
      return { type: "object" };
  }
}

function wordSchema(
  known: readonly string[] | undefined,
  constraints: readonly Constraint[] | undefined,
  leniency: Leniency,
): Schema {
  const closed = constraints?.[0]?.bounds.enum;
  if (closed !== undefined && leniency === "strict") return { type: "string", enum: closed };
  const words = known ?? closed;
  return words === undefined
    ? { type: "string" }
    : { anyOf: [{ type: "string", enum: words }, { type: "string" }] };
}

/** The keywords of constraints. Numbers of an open list may be new ones, so `enum` is for the strict. */
function constraintSchema(constraints: readonly Constraint[] = [], leniency: Leniency): Schema {
  const held = constraints.filter(
    ({ stage, bounds }) =>
      leniency === "strict" || (stage !== "strict" && bounds.enum === undefined),
  );
  return Object.assign({}, ...held.map(({ bounds }) => bounds));
}

function nullable(schema: Schema): Schema {
  if (Array.isArray(schema.anyOf)) return { anyOf: [...schema.anyOf, { type: "null" }] };
  if (schema.enum !== undefined || schema.allOf !== undefined) {
    return { anyOf: [schema, { type: "null" }] };
  }
  return { ...schema, type: [schema.type, "null"].flat() };
}
