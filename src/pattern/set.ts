import type { Flags, Member } from "./character.ts";
import { readCharacter } from "./escape.ts";
import { type Node, set } from "./node.ts";
import { fail, lengthOf, type Reader } from "./reader.ts";

/** Reads a set, `[a-z_]`; its bracket has been taken. */
export function readSet(reader: Reader, flags: Flags): Node {
  const start = reader.position - 1;
  const negated = reader.skip("^");
  const members: Member[] = [];
  /** One end of a range, or a member by itself: as it is written, and what it stands for. */
  const readEnd = () => {
    const { position } = reader;
    const token = reader.take() || fail("unterminated character set", start);
    return [token, readCharacter(reader, token, position)] as const;
  };
  while (members.length === 0 || !reader.skip("]")) {
    const [token, low] = readEnd();
    if (!reader.skip("-")) {
      members.push([low]);
    } else if (reader.next === "]") {
      // A dash (2d) before the closing bracket is only a dash.
      members.push([low], [0x2d]);
    } else {
      const [other, high] = readEnd();
      if (typeof low === "string" || typeof high === "string" || low > high) {
        const range = `${token}-${other}`;
        return fail(`bad character range ${range}`, reader.position - lengthOf(range));
      }
      members.push([low, high]);
    }
  }
  return set(members, flags, negated);
}
