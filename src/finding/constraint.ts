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
export const constraintFacts = (constraint: Constraint): CodeFacts<ConstraintData> => ({
  ...(constraint as Constraint & { code: DiagnosticCode }),
  words: ({ bounds, meant }) => {
    const { effect } = constraint;
    const must = boundsText(bounds);
    const what = bounds.enum === undefined ? "a value that is " : "";
    return [
      `{} is {value}, but must be ${must}${effect === undefined ? "" : `: ${effect}.`}`,
      meant === null ? `Write ${what}${must}.` : "Did you mean {meant}?",
    ];
  },
});

/** The words of each keyword of a bound, before its value. */
const boundTexts: Readonly<Record<string, string>> = {
  minimum: "at least",
  exclusiveMinimum: "above",
  maximum: "at most",
  exclusiveMaximum: "below",
  not: "other than",
  enum: "one of",
};

/** Words bounds: "at least 1", "above 0 and below 1". */
export const boundsText = (bounds: Bounds): string =>
  listText(
    Object.entries(bounds).map(([keyword, bound]) => {
      const value = keyword === "not" ? (bound as { const: number }).const : bound;
      const words = [value].flat().map((word) => JSON.stringify(word));
      return `${boundTexts[keyword]} ${words.join(", ")}`;
    }),
  );

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
  if (kind.is === "config") {
    const inner = listConstraints(kind.table.fields);
    return inner.map((each) => ({ ...each, name: `${name}.${each.name}` }));
  }
  if ("of" in kind) return [kind.of].flat().flatMap((part) => kindConstraints(name, part));
  const { constraints = [] } = kind as { constraints?: readonly Constraint[] };
  return constraints.map((constraint) => ({ name, constraint }));
}
