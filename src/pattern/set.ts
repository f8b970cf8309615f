import { type Character, codeOf, type Flags, type Member, memberOf } from "./character.ts";
import { readCharacter } from "./escape.ts";
import { type Node, set } from "./node.ts";
import { fail, lengthOf, type Reader } from "./reader.ts";

/** Reads a set, `[a-z_]`; its bracket has been taken. */
export function readSet(reader: Reader, flags: Flags): Node {
  const start = reader.position - 1;
  const negated = reader.skip("^");
  const members: Member[] = [];
  while (members.length === 0 || reader.next !== "]") members.push(...readMember(reader, start));
  reader.take();
  return set(members, flags, negated);
}

/** One member, or two where a dash before the closing bracket is only a dash. */
function readMember(reader: Reader, start: number): Member[] {
  const [token, low] = readEnd(reader, start);
  if (!reader.skip("-")) return [memberOf(low)];
  if (reader.next === "]") return [memberOf(low), memberOf(codeOf("-"))];
  const [other, high] = readEnd(reader, start);
  if (typeof low === "number" && typeof high === "number" && low <= high) return [[low, high]];
  const range = `${token}-${other}`;
  return fail(`bad character range ${range}`, reader.position - lengthOf(range));
}

/** One end of a range, or a member by itself: as it is written, and what it stands for. */
function readEnd(reader: Reader, start: number): readonly [token: string, Character] {
  const { next, position } = reader;
  if (reader.take() === "") fail("unterminated character set", start);
  return [next, readCharacter(reader, next, position)];
}
