import type { Constraint, Kind, SubConfigTable } from "../field/field.ts";
import { knownWords } from "../field/known.ts";
import { initNames } from "../field/lora.ts";

/** A JSON Schema, as the plain data it is. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * `lenient` is for editors: booleans may be 0, 1 or null as PEFT takes them, words may be new, and
 * only the limits that PEFT itself enforces hold. `strict` is for services.
 */
export type Leniency = "lenient" | "strict";

/** How a schema is written. */
export interface KindStyle {
  readonly leniency: Leniency;
  /** The schema of a sub-config, which may stay empty where `orEmpty`. */
  readonly config: (table: SubConfigTable, orEmpty: boolean) => JsonSchema;
}

/** The initialisations of LoRA that exist. */
export const initSchema: JsonSchema = {
  anyOf: [
    { type: "boolean" },
    { enum: initNames },
    { type: "string", pattern: "^pissa_niter_[0-9]+$" },
  ],
};

/** The values of a kind. */
export function kindSchema(kind: Kind, style: KindStyle): JsonSchema {
  switch (kind.is) {
    case "boolean":
      return style.leniency === "strict"
        ? { type: "boolean" }
        : { type: ["boolean", "integer"], minimum: 0, maximum: 1 };
    case "integer":
    case "number":
      return { type: kind.is, ...constraintSchema(kind.constraints, style.leniency) };
    case "string":
      return wordSchema(kind.known && knownWords[kind.known], kind.constraints, style.leniency);
    case "list":
      return { type: "array", items: kindSchema(kind.of, style) };
    case "pair":
      return { type: "array", items: kindSchema(kind.of, style), minItems: 2, maxItems: 2 };
    case "map":
      return { type: "object", additionalProperties: kindSchema(kind.of, style) };
    case "either":
      return { anyOf: kind.of.map((alternative) => kindSchema(alternative, style)) };
    case "config":
      return style.config(kind.table, kind.orEmpty === true);
    case "json":
      return { type: "object" };
  }
}

function wordSchema(
  known: readonly string[] | undefined,
  constraints: readonly Constraint[] | undefined,
  leniency: Leniency,
): JsonSchema {
  const closed = constraints?.[0]?.bounds.enum;
  if (closed !== undefined && leniency === "strict") return { type: "string", enum: closed };
  const words = known ?? closed;
  return words === undefined
    ? { type: "string" }
    : { anyOf: [{ type: "string", enum: words }, { type: "string" }] };
}

/** The keywords of constraints. Numbers of an open list may be new ones, so `enum` is for the strict. */
function constraintSchema(constraints: readonly Constraint[] = [], leniency: Leniency): JsonSchema {
  const held = constraints.filter(
    ({ stage, bounds }) =>
      leniency === "strict" || (stage !== "strict" && bounds.enum === undefined),
  );
  return Object.assign({}, ...held.map(({ bounds }) => bounds));
}

/** A schema that takes null too. */
export function nullableSchema(schema: JsonSchema): JsonSchema {
  if (Array.isArray(schema.anyOf)) return { anyOf: [...schema.anyOf, { type: "null" }] };
  if (schema.enum !== undefined || schema.allOf !== undefined || schema.$ref !== undefined) {
    return { anyOf: [schema, { type: "null" }] };
  }
  return { ...schema, type: [schema.type, "null"].flat() };
}
