import type { Told } from "../config/shape.ts";
import type { Bounds, Constraint, FieldTable, Kind } from "../field/field.ts";
import type { DiagnosticCode } from "./code.ts";
import type { CodeFacts } from "./rule.ts";
import { listText } from "./speaker.ts";

/** The data of a value beyond its bounds. */
export interface ConstraintData extends Readonly<Record<string, unknown>> {
  readonly value: Told;
  readonly bounds: Bounds;
  /** The word that was probably meant. */
  readonly meant: string | null;
}

/** The facts of a constraint's code. The comment above the constraint, in src/field, has its source. */
export const constraintFacts = ({
  code,
  stage,
  raises,
  by,
  effect,
}: Constraint): CodeFacts<ConstraintData> => ({
  code: code as DiagnosticCode,
  stage,
  raises,
  by,
  words: ({ bounds, meant }) => {
    const must = boundsText(bounds);
    const what = bounds.enum === undefined ? "a value that is " : "";
    return [
      `{} is {value}, but must be ${must}${effect === undefined ? "" : `: ${effect}.`}`,
      meant === null ? `Write ${what}${must}.` : "Did you mean {meant}?",
    ];
  },
});

/** The words for each keyword of a bound. */
const boundTexts: Readonly<Record<string, string>> = {
  minimum: "at least",
  exclusiveMinimum: "above",
  maximum: "at most",
  exclusiveMaximum: "below",
};

/** Words bounds: "at least 1", "above 0 and below 1". */
export function boundsText(bounds: Bounds): string {
  const texts = Object.entries(bounds).map(([keyword, bound]) => {
    if (keyword === "enum") {
      return `one of ${(bound as readonly Told[]).map((word) => JSON.stringify(word)).join(", ")}`;
    }
    if (keyword === "not") return `other than ${(bound as { const: number }).const}`;
    return `${boundTexts[keyword]} ${bound}`;
  });
  return listText(texts);
}

/** A constraint, and a field whose value, or part of it, is under it. */
export interface FieldConstraint {
  readonly name: string;
  readonly constraint: Constraint;
}

/** Every constraint of a table, sub-configs included, in the order of the fields. */
export function listConstraints(table: FieldTable): readonly FieldConstraint[] {
  return Object.entries(table).flatMap(([name, { kind }]) => kindConstraints(name, kind));
}

function kindConstraints(name: string, kind: Kind): readonly FieldConstraint[] {
  switch (kind.is) {
    case "integer":
    case "number":
    case "string":
      return (kind.constraints ?? []).map((constraint) => ({ name, constraint }));
    case "list":
    case "pair":
    case "map":
      return kindConstraints(name, kind.of);
    case "either":
      return kind.of.flatMap((alternative) => kindConstraints(name, alternative));
    case "config":
      return listConstraints(kind.table.fields).map((inner) => ({
        ...inner,
        name: `${name}.${inner.name}`,
      }));
    default:
      return [];
  }
}
