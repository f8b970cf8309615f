import { peftNameOf } from "../../src/config/table.ts";
import type { PeftType } from "../../src/field/base.ts";
import type { Field, FieldTable } from "../../src/field/field.ts";
import { configClasses } from "../../src/finding/class.ts";
import type { Call } from "./oracle.ts";

/** A config as a user of this library writes it, not yet checked: any keys, any values. */
export type Input = Readonly<Record<string, unknown>>;

/** The method an input is for; everything that is not AdaLoRA is LoRA. */
export const methodOf = (input: Input): PeftType =>
  input.peftType === "ADALORA" ? "ADALORA" : "LORA";

/**
 * The call of PEFT that says the same as the input: names from the field tables, nested configs as
 * instances of their class. Keys that are no fields go through as they are, so that PEFT refuses them.
 */
export function callOf(input: Input): Call {
  const method = methodOf(input);
  const { peftType: _, ...rest } = input;
  const { className, fields } = configClasses[method];
  return { cls: className, kwargs: renamed(fields, rest) };
}

/** The file that says the same as the input: PEFT's names, nested configs as plain objects. */
export function fileOf(input: Input): string {
  const file = { peft_type: methodOf(input), ...callOf(input).kwargs };
  return JSON.stringify(file, (key, value) => {
    if (key === "__class__") return undefined;
    // JSON has no NaN.
    return typeof value === "object" && value !== null && "__float__" in value ? null : value;
  });
}

function renamed(table: FieldTable, record: Input): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record)
      .filter(([name, value]) => value !== undefined && table[name]?.computed !== true)
      .map(([name, value]) => {
        const field = table[name];
        return [field ? peftNameOf(name, field) : name, wireValue(value, field)];
      }),
  );
}

function wireValue(value: unknown, field?: Field): unknown {
  if (typeof value === "number") return wireNumber(value);
  if (Array.isArray(value)) return value.map((item) => wireValue(item));
  if (typeof value !== "object" || value === null) return value;
  if (field?.kind.is === "config" && !(field.kind.orEmpty && Object.keys(value).length === 0)) {
    const { name, fields } = field.kind.table;
    return { __class__: name, ...renamed(fields, value as Input) };
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, wireValue(item)]));
}

function wireNumber(value: number): unknown {
  if (Number.isNaN(value)) return { __float__: "nan" };
  if (!Number.isFinite(value)) return { __float__: value > 0 ? "inf" : "-inf" };
  return Object.is(value, -0) ? { __float__: "-0.0" } : value;
}
