import type { Kind } from "../field/field.ts";

/** A kind as a finding keeps it: without its constraints, and a sub-config by its class. */
export interface KindText extends Readonly<Record<string, unknown>> {
  readonly is: Kind["is"] | "finite" | "plain" | "shallow";
  readonly of?: readonly KindText[];
  readonly name?: string;
}

/** A kind as plain data. */
export function tellKind(kind: Kind): KindText {
  switch (kind.is) {
    case "list":
    case "pair":
    case "map":
      return { is: kind.is, of: [tellKind(kind.of)] };
    case "either":
      return { is: kind.is, of: kind.of.map(tellKind) };
    case "config":
      return { is: kind.is, name: kind.table.name };
    default:
      return { is: kind.is };
  }
}

/** The names of the kinds that need no detail. */
const nouns: Readonly<Record<string, string>> = {
  integer: "an integer",
  number: "a number",
  string: "a string",
  json: "an object of JSON values",
  finite: "a finite number",
  plain: "a JSON value",
  shallow: "at most 64 levels deep",
};

/** What a value of the kind is, with its article, as a template: "a list of strings". */
export function kindText({ is, of = [], name }: KindText): string {
  const [first] = of;
  switch (is) {
    case "boolean":
      return "{=true} or {=false}";
    case "list":
    case "pair":
      return `a ${is} of ${pluralText(first)}`;
    case "map":
      return `an object of ${pluralText(first)}`;
    case "either":
      return of.map(kindText).join(" or ");
    case "config":
      return `an object (${name})`;
    default:
      return nouns[is] ?? is;
  }
}

function pluralText(kind: KindText = { is: "json" }): string {
  return kind.is === "boolean" ? "booleans" : kindText(kind).replace(/^an? (\w+)/, "$1s");
}
