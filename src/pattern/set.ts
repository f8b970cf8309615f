import { literal, readEscape } from "./escape.ts";
import type { Flags, Member, SetNode } from "./node.ts";
import { Fault, type Reader, tokenLength } from "./reader.ts";

/** Reads a set, `[a-z_]`; its bracket has been taken. */
export function readSet(reader: Reader, flags: Flags): SetNode {
  const start = reader.position - 1;
  const negated = reader.skip("^");
  const members: Member[] = [];
  while (members.length === 0 || reader.next !== "]") {
    members.push(...readMember(reader, start));
  }
  reader.take();
  return { kind: "set", members, negated, flags };
}

/** One member, or two where a dash before the closing bracket is only a dash. */
function readMember(reader: Reader, start: number): Member[] {
  const first = readCharacter(reader, start);
  if (!reader.skip("-")) return [first.member];
  if (reader.next === "]") return [first.member, literal(0x2d)];
  const last = readCharacter(reader, start);
  const low = typeof first.member === "string" ? NaN : first.member[0];
  const high = typeof last.member === "string" ? NaN : last.member[0];
  if (low <= high) return [[low, high]];
  const text = `${first.token}-${last.token}`;
  const length = tokenLength(first.token) + 1 + tokenLength(last.token);
  throw new Fault(`bad character range ${text}`, reader.position - length);
}

function readCharacter(reader: Reader, start: number): { token: string; member: Member } {
  const at = reader.position;
  const token = reader.take();
  if (token === "") throw new Fault("unterminated character set", start);
  const code = token.codePointAt(0) ?? 0;
  const member = token.startsWith("\\") ? readEscape(reader, token, at) : literal(code);
  return { token, member };
}
