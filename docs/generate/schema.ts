/** The JSON Schemas of adapter_config.json and of the inputs in TypeScript, from the field tables. */

import { type Naming, peftNameOf } from "../../src/config/table.ts";
import type { PeftType } from "../../src/field/base.ts";
import type { Field, FieldTable } from "../../src/field/field.ts";
import { loraFields } from "../../src/field/lora.ts";
import { subConfigTables } from "../../src/field/sub.ts";
import { configClasses } from "../../src/finding/class.ts";
import { peftMethods } from "../../src/peft/methods.ts";
import {
  initSchema,
  kindSchema,
  type Leniency,
  nullableSchema,
  type JsonSchema as Schema,
} from "../../src/schema/kind-schema.ts";
import { describeMeaning } from "../../src/schema/meaning-text.ts";
import { combinationSchemas, conditional, nameIn } from "./combinations.ts";
import { documentation } from "./documentation.ts";
import { titleOf } from "./title.ts";

export type { Schema };

/** Whose names a schema has, and how much it leaves open. */
interface Style {
  readonly naming: Naming;
  readonly leniency: Leniency;
}

const lenient: Style = { naming: "peft", leniency: "lenient" };
const strict: Style = { naming: "peft", leniency: "strict" };
const written: Style = { naming: "typescript", leniency: "strict" };

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
    ...either(lenient),
    definitions: definitions(lenient),
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
    ...either(strict),
    definitions: definitions(strict),
  };
}

/** For what the builder of a class takes: TypeScript names, as strict as the strict one of the file. */
export function builderSchema(peftType: PeftType): Schema {
  const { className } = configClasses[peftType];
  return {
    ...head(`${className}Input.schema.json`, `Input of ${configClasses[peftType].builder}`),
    description: `What ${configClasses[peftType].builder} of peft-config takes, in TypeScript names.`,
    allOf: [{ $ref: `#/definitions/${className}` }],
    definitions: definitions(written),
  };
}

/** For an input of either class, told apart by peftType. */
export function inputSchema(): Schema {
  return {
    ...head("PeftConfigInput.schema.json", "Input of check"),
    description: "A LoRA or AdaLoRA config of peft-config, in TypeScript names.",
    ...either(written),
    definitions: definitions(written),
  };
}

const head = (name: string, title: string): Schema => ({
  $schema: "http://json-schema.org/draft-07/schema#",
  $id: address + name,
  title,
  type: "object",
});

/** A config that does not say its method is taken for LoRA, so that an editor completes. */
function either({ naming, leniency }: Style): Schema {
  const key = nameIn(naming, "peftType");
  const is = (peftType: string): Schema => ({ properties: { [key]: { const: peftType } } });
  const lora = { $ref: "#/definitions/LoraConfig" };
  const adaLora = { $ref: "#/definitions/AdaLoraConfig" };
  return conditional(
    { ...is("ADALORA"), required: [key] },
    adaLora,
    leniency === "strict" ? lora : conditional(is("LORA"), lora),
  );
}

function definitions(style: Style): Schema {
  const configs = Object.values(configClasses).map(
    ({ className, fields }): readonly [string, FieldTable] => [className, fields],
  );
  const parts = subConfigTables.map(({ name, fields }) => [name, fields] as const);
  return Object.fromEntries(
    [...configs, ...parts]
      .filter(([name]) => style.naming === "typescript" || name !== "LoraRuntimeConfig")
      .map(([name, table]) => [name, classSchema(name, table, style)]),
  );
}

function classSchema(name: string, table: FieldTable, style: Style): Schema {
  const { naming, leniency } = style;
  const text = describeMeaning(name, "", naming);
  const fields = Object.entries(table).filter(
    ([, { unsaved }]) => naming === "typescript" || !unsaved,
  );
  return {
    title: name,
    ...(text !== "" && { description: text }),
    type: "object",
    properties: Object.fromEntries(
      fields.map(([field, row]) => [
        nameIn(naming, field, row),
        inherited(name, field, row, naming) ?? fieldSchema(name, field, row, style),
      ]),
    ),
    ...(leniency === "strict" && {
      additionalProperties: false,
      ...combinationSchemas(naming)[name],
    }),
  };
}

/** A field that AdaLoRA has from LoRA, told once. Its initialisation is another thing. */
function inherited(
  className: string,
  name: string,
  field: Field,
  naming: Naming,
): Schema | undefined {
  const isShared = (loraFields as FieldTable)[name] === field && name !== "initLoraWeights";
  return className === "AdaLoraConfig" && isShared
    ? { $ref: `#/definitions/LoraConfig/properties/${nameIn(naming, name, field)}` }
    : undefined;
}

function fieldSchema(className: string, name: string, field: Field, style: Style): Schema {
  const { naming } = style;
  const meaning =
    name === "peftType" ? "The PEFT method." : describeMeaning(className, name, naming);
  const peft = peftNameOf(name, field);
  return {
    title: titleOf(peft),
    description: described(className, peft, `${meaning} Since PEFT ${field.since}.`),
    default: field.default,
    ...valueSchema(className, name, field, style.leniency),
  };
}

const described = (className: string, peft: string, text: string): string =>
  `${text}\n${documentation(className, peft)}`;

function valueSchema(className: string, name: string, field: Field, leniency: Leniency): Schema {
  if (name === "peftType") return { const: field.default };
  if (leniency === "strict" && name === "initLoraWeights" && className === "LoraConfig") {
    return initSchema;
  }
  const schema = kindSchema(field.kind, {
    leniency,
    config: ({ name: table }) => ({ allOf: [{ $ref: `#/definitions/${table}` }] }),
  });
  const takesNull = field.nullable === true || leniency === "lenient";
  return takesNull ? nullableSchema(schema) : schema;
}
