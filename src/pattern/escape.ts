import { type Character, codeOf } from "./character.ts";
import { fail, type Reader } from "./reader.ts";

const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
/** The characters from 7 on, by the letters of their escapes. */
const CONTROLS = "abtnvfr";
const LAST_CODE_POINT = 0x10ffff;

/** What a token stands for, `\b` is the backspace, as within a set. */
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
