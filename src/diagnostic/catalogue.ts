import { adaLoraFields } from "../field/adalora.ts";
import type { FieldTable, Kind } from "../field/field.ts";
import { loraFields } from "../field/lora.ts";
import { generalRules } from "./general.ts";
import type { RuleFacts } from "./rule/rule.ts";
import { rules } from "./rules.ts";

/** A rule, or a limit with the fields it holds for. */
export interface CatalogueRow extends RuleFacts {
  /** What a limit says: "r, rankPattern: at least 1". */
  readonly limit?: string;
}

/** Every code that `check` can give, once: general ones, limits of fields, rules. */
export function catalogue(): readonly CatalogueRow[] {
  const limits = [loraFields, adaLoraFields].flatMap(tableLimits);
  const codes = [...new Set(limits.map(({ code }) => code))];
  const rows = codes.map((code) => limitRow(limits.filter((limit) => limit.code === code)));
  return [...generalRules, ...rows, ...rules];
}

interface FieldLimit extends RuleFacts {
  readonly name: string;
  readonly must: string;
}

function limitRow(limits: readonly FieldLimit[]): CatalogueRow {
  const [{ code, when }] = limits as readonly [FieldLimit];
  const each = (part: "name" | "must") =>
    [...new Set(limits.map((limit) => limit[part]))].join(", ");
  return { code, when, limit: `${each("name")}: ${each("must")}.` };
}

function tableLimits(table: FieldTable): readonly FieldLimit[] {
  return Object.entries(table).flatMap(([name, field]) => kindLimits(name, field.kind));
}

function kindLimits(name: string, kind: Kind): readonly FieldLimit[] {
  switch (kind.is) {
    case "integer":
    case "number":
    case "string":
      return (kind.limits ?? []).map(({ code, when, must }) => ({ code, when, name, must }));
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
