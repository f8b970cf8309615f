/** The shape of adapter_config.json for three validators, made from the field table: types only, no rules. */
import { Ajv } from "ajv";
import * as v from "valibot";
import * as z from "zod";
import { type NamedField, tableIndex } from "../../src/config/table.ts";
import type { FieldTable, Kind } from "../../src/field/field.ts";
import { loraFields } from "../../src/field/lora.ts";

const namedFields = (table: FieldTable): readonly NamedField[] => tableIndex(table).fields;

const fields = namedFields(loraFields).filter(({ peft }) => peft !== "runtime_config");

/** A validator of a parsed file: true if the shape is right. */
export type Validator = (value: unknown) => boolean;

export function zodShape(): Validator {
  const shape = fields.map((field) => [field.peft, nullable(field, zodKind(field.kind))]);
  const schema = z.strictObject(Object.fromEntries(shape));
  return (value) => schema.safeParse(value).success;
}

const nullable = (field: NamedField, type: z.ZodType): z.ZodType =>
  field.nullable ? type.nullable() : type;

function zodKind(kind: Kind): z.ZodType {
  switch (kind.is) {
    case "boolean":
      return z.boolean();
    case "integer":
      return z.int();
    case "number":
      return z.number();
    case "string":
      return z.string();
    case "list":
      return z.array(zodKind(kind.of));
    case "pair":
      return z.tuple([zodKind(kind.of), zodKind(kind.of)]);
    case "map":
      return z.record(z.string(), zodKind(kind.of));
    case "either":
      return z.union(kind.of.map(zodKind));
    case "config":
      return z.object(
        Object.fromEntries(
          namedFields(kind.table.fields).map((field) => [
            field.peft,
            nullable(field, zodKind(field.kind)).optional(),
          ]),
        ),
      );
    case "json":
      return z.record(z.string(), z.unknown());
  }
}

export function valibotShape(): Validator {
  const entries = fields.map((field) => [field.peft, valibotField(field)]);
  const schema = v.strictObject(Object.fromEntries(entries));
  return (value) => v.safeParse(schema, value).success;
}

const valibotField = (field: NamedField): v.GenericSchema =>
  field.nullable ? v.nullable(valibotKind(field.kind)) : valibotKind(field.kind);

function valibotKind(kind: Kind): v.GenericSchema {
  switch (kind.is) {
    case "boolean":
      return v.boolean();
    case "integer":
      return v.pipe(v.number(), v.integer());
    case "number":
      return v.number();
    case "string":
      return v.string();
    case "list":
      return v.array(valibotKind(kind.of));
    case "pair":
      return v.tuple([valibotKind(kind.of), valibotKind(kind.of)]);
    case "map":
      return v.record(v.string(), valibotKind(kind.of));
    case "either":
      return v.union(kind.of.map(valibotKind));
    case "config":
      return v.object(
        Object.fromEntries(
          namedFields(kind.table.fields).map((field) => [
            field.peft,
            v.optional(valibotField(field)),
          ]),
        ),
      );
    case "json":
      return v.record(v.string(), v.unknown());
  }
}

export function ajvShape(): Validator {
  const validate = new Ajv({ allowUnionTypes: true }).compile({
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(fields.map((field) => [field.peft, ajvField(field)])),
  });
  return (value) => validate(value);
}

const ajvField = (field: NamedField): object =>
  field.nullable ? { anyOf: [{ type: "null" }, ajvKind(field.kind)] } : ajvKind(field.kind);

function ajvKind(kind: Kind): object {
  switch (kind.is) {
    case "boolean":
    case "integer":
    case "number":
    case "string":
      return { type: kind.is };
    case "list":
    case "pair":
      return { type: "array", items: ajvKind(kind.of) };
    case "map":
      return { type: "object", additionalProperties: ajvKind(kind.of) };
    case "either":
      return { anyOf: kind.of.map(ajvKind) };
    case "config":
      return {
        type: "object",
        properties: Object.fromEntries(
          namedFields(kind.table.fields).map((field) => [field.peft, ajvField(field)]),
        ),
      };
    case "json":
      return { type: "object" };
  }
}
