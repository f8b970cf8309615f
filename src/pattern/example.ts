import { setTest } from "./character.ts";
import type { Node, SetNode } from "./node.ts";

/** No example is longer, however often an item is to be repeated. */
const LONGEST = 200;

/** A short text that a pattern probably matches, with dots where any character will do. */
export function exampleOf(node: Node): string {
  switch (node.kind) {
    case "set":
      return memberOf(node);
    case "sequence":
      return node.items.map(exampleOf).join("").slice(0, LONGEST);
    case "choice":
      return node.options[0] ? exampleOf(node.options[0]) : "";
    case "repeat":
      return exampleOf(node.body).repeat(Math.min(node.min, LONGEST)).slice(0, LONGEST);
    case "group":
      return exampleOf(node.body);
    case "condition":
      return exampleOf(node.yes);
    case "alone":
      return node.use === "consume" ? exampleOf(node.body) : "";
    default:
      return "";
  }
}

function memberOf(set: SetNode): string {
  const lows = set.members.flatMap((one) => (typeof one === "string" ? [] : [one[0]]));
  const own = lows.map((code) => String.fromCodePoint(code));
  return [...own, ".", "a", "0", " "].find(setTest(set)) ?? "";
}
