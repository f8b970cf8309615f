import * as z from "zod";
import { type Naming, peftNameOf } from "../config/table.ts";
import type { Constraint, Field, Kind } from "../field/field.ts";
import { initNames } from "../field/lora.ts";
import type { NamedTable } from "./input-schema.ts";
import { describeMeaning } from "./meaning-text.ts";

/** The fields of a class as the shape of a zod object, with their descriptions and defaults. */
export function shapeOf({ name, fields }: NamedTable, naming: Naming): Record<string, z.ZodType> {
  const rows = Object.entries(fields).filter(
    ([, { unsaved }]) => naming === "typescript" || !unsaved,
  );
  return Object.fromEntries(
    rows.map(([key, field]) => [
      naming === "typescript" ? key : peftNameOf(key, field),
      fieldSchema(name, key, field, naming),
    ]),
  );
}

function fieldSchema(className: string, name: string, field: Field, naming: Naming): z.ZodType {
  const schema = valueSchema(className, name, field, naming);
  const whole = field.required ? schema : schema.default(field.default);
  return whole.describe(describeMeaning(className, name, naming));
}

function valueSchema(className: string, name: string, field: Field, naming: Naming): z.ZodType {
  if (name === "peftType") return z.literal(String(field.default));
  if (name === "initLoraWeights" && className === "LoraConfig") return initialisation();
  const schema = kindSchema(field.kind, naming);
  return field.nullable && !field.required ? schema.nullable() : schema;
}

const initialisation = (): z.ZodType =>
  z.union([z.boolean(), z.enum(initNames), z.string().regex(/^pissa_niter_[0-9]+$/)]);

/** The values of a kind. */
function kindSchema(kind: Kind, naming: Naming): z.ZodType {
  switch (kind.is) {
    case "boolean":
      return z.boolean();
    case "integer":
      return numberSchema(z.int(), kind.constraints);
    case "number":
      return numberSchema(z.number(), kind.constraints);
    case "string": {
      const words = kind.constraints?.[0]?.bounds.enum;
      return words === undefined ? z.string() : z.enum(words.map(String));
    }
    case "list":
      return z.array(kindSchema(kind.of, naming));
    case "pair":
      return z.array(kindSchema(kind.of, naming)).length(2);
    case "map":
      return z.record(z.string(), kindSchema(kind.of, naming));
    case "either":
      return z.union(kind.of.map((each) => kindSchema(each, naming)));
    case "config":
      return subConfigSchema(z.strictObject(shapeOf(kind.table, naming)), kind.orEmpty === true);
    case "json":
      return z.record(z.string(), z.unknown());
  }
}

/** How zod says each bound of a number. */
const bounders: Readonly<Record<string, (schema: z.ZodNumber, bound: number) => z.ZodNumber>> = {
  minimum: (schema, bound) => schema.min(bound),
  maximum: (schema, bound) => schema.max(bound),
  exclusiveMinimum: (schema, bound) => schema.gt(bound),
  exclusiveMaximum: (schema, bound) => schema.lt(bound),
};

function numberSchema(number: z.ZodNumber, constraints: readonly Constraint[] = []): z.ZodType {
  const bounds = constraints.map((each) => each.bounds);
  const values = bounds.find((each) => each.enum)?.enum;
  if (values !== undefined) return z.literal(values as [number]);
  return bounds
    .flatMap((each) => Object.entries(each))
    .reduce((schema, [key, bound]) => bounders[key]?.(schema, Number(bound)) ?? schema, number);
}

/** Of a sub-config that comes out, every field is there, unless all of it may stay empty. */
const subConfigSchema = (schema: z.ZodType, orEmpty: boolean): z.ZodType =>
  orEmpty ? z.union([schema, z.strictObject({})]) : schema;
