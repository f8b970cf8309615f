import { type Character, codeOf, type Flags, type Member } from "./character.ts";
import { type Expression, set } from "./expression.ts";
import { countCharacters, fail, type Reader } from "./reader.ts";

const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
/** Letters that escape the characters from 7 on. */
const CONTROLS = "abtnvfr";
const LAST_CODE_POINT = 0x10ffff;

/** Reads the character or class that a token starts; `\b` is the backspace, as it is in a set. */
export function readCharacter(reader: Reader, token: string, start: number): Character {
  if (!token.startsWith("\\")) return codeOf(token);
  const letter = token.slice(1);
  const control = CONTROLS.indexOf(letter);
  if (control >= 0) return 7 + control;
  if ("dDsSwW".includes(letter)) return letter;
  const digits = HEX_DIGITS[letter];
  if (digits) {
    let text = token;
    while (text.length < digits + 2 && /^[\da-f]/i.test(reader.next)) text += reader.take();
    if (text.length < digits + 2) fail(`incomplete escape ${text}`, start);
    const value = Number.parseInt(text.slice(2), 16);
    return value > LAST_CODE_POINT ? fail(`bad escape ${text}`, start) : value;
  }
  if (/[0-7]/.test(letter)) {
    const text = token + reader.take(/[0-7]{0,2}/y);
    const value = Number.parseInt(text.slice(1), 8);
    return value > 0o377
      ? fail(`octal escape value ${text} outside of range 0-0o377`, start)
      : value;
  }
  if (letter === "N") {
    if (!reader.skip("{")) fail("missing {", reader.position);
    reader.takeName("}", "character name");
    fail();
  }
  return /[A-Za-z\d]/.test(letter) ? fail(`bad escape ${token}`, start) : codeOf(letter);
}

/** Reads a set, `[a-z_]`; its bracket has been taken. */
export function readSet(reader: Reader, flags: Flags): Expression {
  const start = reader.position - 1;
  const negated = reader.skip("^");
  const members: Member[] = [];
  /** Reads one end of a range, or a member by itself: its token and its meaning. */
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
        return fail(`bad character range ${range}`, reader.position - countCharacters(range));
      }
      members.push([low, high]);
    }
  }
  return set(members, flags, negated);
}
