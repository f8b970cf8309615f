import { isOneLine, type Layout, lineIndent } from "./layout.ts";
import type { JsonMember, JsonObject } from "./node.ts";
import { skipTrivia } from "./trivia.ts";

/** An entry of an object, with the text around it. */
export interface Entry {
  readonly key: string;
  /** The text from the bracket or comma before it; for the first entry, as if it were not the first. */
  lead: string;
  body: string;
  /** The text up to the comma after it; empty for the last entry. */
  trail: string;
}

/** An entry that is in the text. */
export interface OldEntry extends Entry {
  readonly member: JsonMember;
  /** Whether it is on the line of the bracket or comma before it. */
  readonly isInline: boolean;
}

/** The entries of an object in the text, and the text around any entries put in their place. */
export interface Frame {
  readonly entries: readonly OldEntry[];
  /** Before the first entry. */
  readonly opening: string;
  /** Before a new entry that follows another. */
  readonly lead: string;
  /** After the last entry. */
  readonly closing: string;
  /** A trailing comma after the last entry, and what follows it. */
  readonly surplus: string;
}

/** Derives how the entries of an object are separated; an empty object follows the file. */
export function frameOf(
  { text, comma, newline, indent }: Layout,
  { start: opened, end: closed, value }: JsonObject,
): Frame {
  let from = opened + 1;
  let after = from;
  const entries = value.map((member): OldEntry => {
    const { key, start, node } = member;
    const lead = text.slice(from, start);
    after = skipTrivia(text, node.end);
    from = after + 1;
    return {
      key,
      lead,
      body: text.slice(start, node.end),
      trail: text.slice(node.end, after),
      member,
      isInline: isOneLine(lead),
    };
  });
  const [first, second = first] = entries;
  const last = entries.at(-1);
  const space = comma.slice(1);
  if (!(first && second && last)) {
    const closing = indent && newline + lineIndent(text, opened);
    const opening = closing + indent;
    return { entries, opening, lead: opening || space, closing, surplus: "" };
  }
  const { lead: opening, isInline } = first;
  const { trail: closing } = last;
  const line = second.lead.slice(second.lead.search(/(?:\r\n?|\n)?[ \t]*$/));
  const lead = first === last && isInline ? space : line;
  first.lead = lead;
  last.trail = "";
  return { entries, opening, lead, closing, surplus: text.slice(after, closed - 1) };
}

/** Puts entries, old and new ones, between the brackets of an object. */
export function joinEntries(
  { entries: old, opening, closing, surplus }: Frame,
  entries: readonly Entry[],
): string {
  const final = entries.at(-1);
  const inner = entries.map(
    (entry, index) =>
      (index === 0 ? opening : entry.lead) + entry.body + (entry === final ? "" : entry.trail),
  );
  return `{${inner.join(",")}${closing}${final === old.at(-1) ? surplus : surplus.slice(1)}}`;
}
