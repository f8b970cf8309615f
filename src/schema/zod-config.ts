import * as z from "zod";
import type { Naming } from "../config/table.ts";
import type { PeftType } from "../field/base.ts";
import { configClasses } from "../finding/class.ts";
import type { CheckContext } from "../finding/rule.ts";
import { describeMeaning } from "./meaning-text.ts";
import { inspectSubject, type Subject } from "./subject.ts";
import { shapeOf } from "./zod-field.ts";

/**
 * A schema of zod's classic kind for a config: an object, to whatever looks into it, and a member of
 * a discriminated union by its type of PEFT.
 */
export type ConfigSchema<Output, Input> = z.ZodType<
  Output,
  Input,
  z.core.$ZodTypeInternals<Output, Input> & { readonly propValues: z.core.util.PropValues }
>;

/** What a schema is for. It is part of its definition, and so survives `.meta()` and every other copy. */
interface HasSubject {
  readonly subject: Subject;
}

type ObjectDef = z.core.$ZodObjectDef & HasSubject;
type UnionDef = z.core.$ZodDiscriminatedUnionDef & HasSubject;
type PipeDef = z.core.$ZodPipeDef & HasSubject;

/** Makes a schema parse as `check` does: its issues are the errors of `check`. */
function checkWhole(schema: z.ZodType, { subject }: HasSubject, isWhole = () => true): void {
  const internals = schema._zod;
  const parseParts = internals.parse;
  internals.parse = (payload, context) => {
    if (!isWhole()) return parseParts(payload, context);
    const input = payload.value;
    const { result, issues } = inspectSubject(input, subject);
    if (result.ok) payload.value = result.config;
    for (const issue of issues) {
      payload.issues.push({ code: "custom", ...issue, input, inst: schema } as z.core.$ZodRawIssue);
    }
    return payload;
  };
}

/** Makes a schema one of zod's kinds. */
function initialise<Schema extends z.ZodType, Def>(
  kind: { readonly init: (schema: Schema, def: Def) => void },
  schema: Schema,
  def: Def,
): void {
  kind.init(schema, def);
}

const CheckedObject = /* @__PURE__ */ z.core.$constructor<z.ZodObject, ObjectDef>(
  "PeftConfigObject",
  (schema, def) => {
    initialise(z.ZodObject, schema, def);
    const { peftType = "LORA", naming } = def.subject;
    const shape = knownShape(peftType, naming);
    // What extend, pick or partial made is not a config: zod's own parsing knows its fields.
    const isWhole = () =>
      Object.keys(def.shape).length === Object.keys(shape).length &&
      Object.entries(def.shape).every(([key, field]) => shape[key] === field);
    checkWhole(schema, def, isWhole);
    // A config without a type is LoRA's: only that class may claim undefined in a union.
    const types = new Set(peftType === "LORA" ? [peftType, undefined] : [peftType]);
    const key = naming === "typescript" ? "peftType" : "peft_type";
    Object.defineProperty(schema._zod, "propValues", { value: { [key]: types } });
  },
);

const CheckedUnion = /* @__PURE__ */ z.core.$constructor<z.ZodDiscriminatedUnion, UnionDef>(
  "PeftConfigUnion",
  (schema, def) => {
    initialise(z.ZodDiscriminatedUnion, schema, def);
    checkWhole(schema, def);
  },
);

const CheckedPipe = /* @__PURE__ */ z.core.$constructor<z.ZodPipe, PipeDef>(
  "PeftDictPipe",
  (schema, def) => {
    initialise(z.ZodPipe, schema, def);
    checkWhole(schema, def);
  },
);

const shapes: Record<string, z.core.$ZodLooseShape> = {};

function knownShape(peftType: PeftType, naming: Naming): z.core.$ZodLooseShape {
  const { className: name, fields } = configClasses[peftType];
  shapes[naming + peftType] ??= shapeOf({ name, fields }, naming);
  return shapes[naming + peftType] as z.core.$ZodLooseShape;
}

/** The schema of the configs of one class. */
export function objectSchema(peftType: PeftType, naming: Naming): z.ZodObject {
  const subject = { peftType, naming };
  const shape = knownShape(peftType, naming);
  return new CheckedObject({ type: "object", shape, catchall: z.never(), subject }).describe(
    describeMeaning(configClasses[peftType].className, "", naming),
  );
}

/** The schema of the configs of every class. */
export function unionSchema(naming: Naming, context?: CheckContext): z.ZodDiscriminatedUnion {
  const types = Object.keys(configClasses) as PeftType[];
  return new CheckedUnion({
    type: "union",
    discriminator: naming === "typescript" ? "peftType" : "peft_type",
    options: types.map((peftType) => objectSchema(peftType, naming)),
    inclusive: false,
    subject: { naming, context },
  });
}

/** The schema of a dict under PEFT's names, that a config comes out of. */
export function dictSchema(): z.ZodPipe {
  return new CheckedPipe({
    type: "pipe",
    in: unionSchema("peft"),
    out: unionSchema("typescript"),
    subject: { naming: "peft" },
  });
}
