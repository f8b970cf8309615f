import { COMMA } from "./code.ts";
import { type FileLayout, lineIndent } from "./layout.ts";
import type { JsonArray, JsonNode, JsonObject } from "./node.ts";
import { skipTrivia } from "./trivia.ts";

/** Where an entry of an object or list stands: between two commas or brackets. */
export interface Slot {
  /** The key, or the position in the list. */
  readonly step: string | number;
  /** Where the key or, in a list, the value starts. */
  readonly start: number;
  readonly node: JsonNode;
  /** The text from the bracket or comma before. */
  readonly before: string;
  /** The text up to the comma after, or up to the closing bracket. */
  readonly after: string;
}

/** The entries of an object or list with all that stands around them. */
export function slotsOf(text: string, parent: JsonObject | JsonArray): Slot[] {
  const slots: Slot[] = [];
  let from = parent.start + 1;
  for (const [index, part] of parent.value.entries()) {
    const [step, node] = "key" in part ? [part.key, part.node] : [index, part];
    const isLast = index === parent.value.length - 1;
    const comma = isLast ? parent.end - 1 : skipTrivia(text, node.end);
    const before = text.slice(from, part.start);
    slots.push({ step, start: part.start, node, before, after: text.slice(node.end, comma) });
    from = comma + 1;
  }
  return slots;
}

/** What stands between entries that were not there before. */
export interface Gaps {
  /** After the opening bracket. */
  readonly first: string;
  /** After each comma. */
  readonly rest: string;
  /** Before the closing bracket. */
  readonly closing: string;
}

/** Reads off an object or list how its entries are set apart; an empty one follows the file. */
export function gapsOf(
  text: string,
  layout: FileLayout,
  parent: JsonObject | JsonArray,
  slots: readonly Slot[],
): Gaps {
  const first = slots[0];
  const last = slots.at(-1);
  const apart = layout.comma.slice(1);
  if (first === undefined || last === undefined) {
    if (layout.indent === "") return { first: "", rest: apart, closing: "" };
    const closing = layout.newline + lineIndent(text, parent.start);
    return { first: closing + layout.indent, rest: closing + layout.indent, closing };
  }
  const usual = (slots[1] ?? first).before;
  const [line = ""] = /(?:\r\n?|\n)?[ \t]*$/.exec(usual) ?? [];
  const alone = slots.length === 1 && !/[\r\n]/.test(usual);
  return { first: first.before, rest: alone ? apart : line, closing: withoutComma(text, last) };
}

/** What stands after the last entry, but for a comma that should not be there. */
function withoutComma(text: string, { node, after }: Slot): string {
  const comma = skipTrivia(text, node.end);
  if (text.charCodeAt(comma) !== COMMA) return after;
  return after.slice(0, comma - node.end) + after.slice(comma - node.end + 1);
}
