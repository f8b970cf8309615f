import type { Kind } from "../field/field.ts";

/** What a value of the kind is, with its article: "a list of strings". */
export function kindText(kind: Kind): string {
  switch (kind.is) {
    case "list":
    case "pair":
      return `a ${kind.is} of ${pluralText(kind.of)}`;
    case "map":
      return `an object of ${pluralText(kind.of)}`;
    case "either":
      return kind.of.map(kindText).join(" or ");
    case "config":
      return `an object (${kind.table.name})`;
    case "json":
      return "an object of JSON values";
    case "integer":
      return "an integer";
    default:
      return `a ${kind.is}`;
  }
}

const pluralText = (kind: Kind): string => kindText(kind).replace(/^an? (\w+)/, "$1s");
