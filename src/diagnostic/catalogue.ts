import { adaLoraFields } from "../field/adalora.ts";
import type { FieldTable, Kind, Limit } from "../field/field.ts";
import { loraFields } from "../field/lora.ts";
import { generalRules } from "./general.ts";
import type { RuleFacts } from "./rule/rule.ts";
import { rules } from "./rules.ts";

/** Every code that {@link check} can give, once: general ones, limits of fields, rules. */
export function catalogue(): readonly RuleFacts[] {
  const limits = [loraFields, adaLoraFields].flatMap(tableLimits);
  const rows = [...generalRules, ...limits, ...rules];
  return [...new Map(rows.map((row) => [row.code, row])).values()];
}

function tableLimits(table: FieldTable): readonly RuleFacts[] {
  return Object.entries(table).flatMap(([name, field]) => kindLimits(name, field.kind));
}

function kindLimits(name: string, kind: Kind): readonly RuleFacts[] {
  switch (kind.is) {
    case "integer":
    case "number":
    case "string":
      return (kind.limits ?? []).map((limit) => limitFacts(name, limit));
    case "list":
    case "pair":
    case "map":
      return kindLimits(name, kind.of);
    case "either":
      return kind.of.flatMap((alternative) => kindLimits(name, alternative));
    case "config":
      return Object.entries(kind.table.fields).flatMap(([inner, field]) =>
        kindLimits(`${name}.${inner}`, field.kind),
      );
    default:
      return [];
  }
}

function limitFacts(name: string, limit: Limit): RuleFacts {
  const { code, when, source, stricter, must } = limit;
  return {
    code,
    when,
    source,
    summary: `${name} is ${must}.`,
    ...(stricter !== undefined && { stricter }),
  };
}
