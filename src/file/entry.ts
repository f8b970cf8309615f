import { isOneLine, type Layout, lineIndent } from "./layout.ts";
import type { JsonMember, JsonObject } from "./node.ts";
import { skipTrivia } from "./trivia.ts";

/** An entry of an object, with what stands around it. */
export interface Entry {
  readonly key: string;
  /** The text from the bracket or comma before it. */
  readonly lead: string;
  readonly body: string;
  /** The text up to the comma behind it, or up to the bracket. */
  readonly trail: string;
  /** Its place in the text; null for a new entry. */
  readonly member: JsonMember | null;
}

/** The entries that an object has in the text. */
export function entriesOf(text: string, object: JsonObject): Entry[] {
  let from = object.start + 1;
  return object.value.map((member) => {
    const { key, start, node } = member;
    const comma = skipTrivia(text, node.end);
    const lead = text.slice(from, start);
    from = comma + 1;
    const [body, trail] = [text.slice(start, node.end), text.slice(node.end, comma)];
    return { key, lead, body, trail, member };
  });
}

/** What stands around the entries of an object, whichever these are. */
export interface Frame {
  /** Before the first entry. */
  readonly opening: string;
  /** Before a new entry behind another. */
  readonly lead: string;
  /** Behind the last entry. */
  readonly closing: string;
  /** A comma behind the last entry that should not be there, and what follows it. */
  readonly surplus: string;
}

/** Reads off an object how its entries are set apart; an empty one follows the file. */
export function frameOf(layout: Layout, object: JsonObject, entries: readonly Entry[]): Frame {
  const { text, comma, newline, indent } = layout;
  const [first, second = first] = entries;
  const last = object.value.at(-1);
  if (first === undefined || second === undefined || last === undefined) {
    const closing = indent === "" ? "" : newline + lineIndent(text, object.start);
    const opening = closing + indent;
    return { opening, lead: opening || comma.slice(1), closing, surplus: "" };
  }
  const [line = ""] = /(?:\r\n?|\n)?[ \t]*$/.exec(second.lead) ?? [];
  const isAlone = entries.length === 1 && isOneLine(first.lead);
  const end = skipTrivia(text, last.node.end);
  return {
    opening: first.lead,
    lead: isAlone ? comma.slice(1) : line,
    closing: text.slice(last.node.end, end),
    surplus: text.slice(end, object.end - 1),
  };
}

/** Puts entries, old and new ones, between the brackets of an object. */
export function joined(
  text: string,
  object: JsonObject,
  frame: Frame,
  entries: readonly Entry[],
): string {
  const [first, last] = [object.value[0], object.value.at(-1)];
  const final = entries.at(-1);
  if (final === undefined) return last === undefined ? text.slice(object.start, object.end) : "{}";
  const inner = entries.map((entry, index) => {
    const lead = entry.member === first ? frame.lead : entry.lead;
    const trail = entry.member === last || entry === final ? "" : entry.trail;
    return (index === 0 ? frame.opening : lead) + entry.body + trail;
  });
  const surplus = final.member === last ? frame.surplus : frame.surplus.slice(1);
  return `{${inner.join(",")}${frame.closing}${surplus}}`;
}
