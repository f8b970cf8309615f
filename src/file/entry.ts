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

/** An entry that stands in the text. */
export interface OldEntry extends Entry {
  readonly member: JsonMember;
}

/** The entries of an object in the text, and what stands around them, whichever these are. */
export interface Frame {
  readonly entries: readonly OldEntry[];
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
export function frameOf(
  { text, comma, newline, indent }: Layout,
  { start: opened, end: closed, value }: JsonObject,
): Frame {
  let from = opened + 1;
  let behind = from;
  const entries = value.map((member) => {
    const { key, start, node } = member;
    const lead = text.slice(from, start);
    behind = skipTrivia(text, node.end);
    from = behind + 1;
    const [body, trail] = [text.slice(start, node.end), text.slice(node.end, behind)];
    return { key, lead, body, trail, member };
  });
  const [first, second = first] = entries;
  const space = comma.slice(1);
  if (first === undefined || second === undefined) {
    const closing = indent && newline + lineIndent(text, opened);
    const opening = closing + indent;
    return { entries, opening, lead: opening || space, closing, surplus: "" };
  }
  const isAlone = first === second && isOneLine(first.lead);
  const line = second.lead.slice(second.lead.search(/(?:\r\n?|\n)?[ \t]*$/));
  return {
    entries,
    opening: first.lead,
    lead: isAlone ? space : line,
    closing: entries.at(-1)?.trail ?? "",
    surplus: text.slice(behind, closed - 1),
  };
}

/** Puts entries, old and new ones, between the brackets of an object. */
export function joined(frame: Frame, entries: readonly Entry[]): string {
  const [first, last, final] = [frame.entries[0], frame.entries.at(-1), entries.at(-1)];
  const inner = entries.map(({ member, lead, body, trail }, index) => {
    const before = index === 0 ? frame.opening : member === first?.member ? frame.lead : lead;
    const isLast = member === last?.member || index === entries.length - 1;
    return before + body + (isLast ? "" : trail);
  });
  const surplus = final?.member === last?.member ? frame.surplus : frame.surplus.slice(1);
  return `{${inner.join(",")}${frame.closing}${surplus}}`;
}
