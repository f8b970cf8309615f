import { type Character, codeOf } from "./character.ts";
import { fail, type Reader } from "./reader.ts";

const OCTAL = "01234567";
const HEX = "0123456789abcdefABCDEF";
const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
/** The characters from 7 on, by the letters of their escapes. */
const CONTROLS = "abtnvfr";
const LAST_CODE_POINT = 0x10ffff;

/** What a token stands for; `\b` is the backspace, as it is within a set. */
export function readCharacter(reader: Reader, token: string, start: number): Character {
  if (!token.startsWith("\\")) return codeOf(token);
  const letter = token.slice(1);
  if (CONTROLS.includes(letter)) return 7 + CONTROLS.indexOf(letter);
  if ("dDsSwW".includes(letter)) return letter;
  const digits = HEX_DIGITS[letter];
  if (digits) return hexadecimal(token + reader.takeWhile(HEX, digits), digits, start);
  if (letter === "N") return characterName(reader, start);
  if (OCTAL.includes(letter)) return octal(token + reader.takeWhile(OCTAL, 2), start);
  if (/[A-Za-z\d]/.test(letter)) fail(`bad escape ${token}`, start);
  return codeOf(letter);
}

/** The value of a backslash and octal digits. */
export function octal(text: string, start: number): number {
  const value = Number.parseInt(text.slice(1), 8);
  if (value > 0o377) fail(`octal escape value ${text} outside of range 0-0o377`, start);
  return value;
}

/** The value of a backslash, a letter and so many hexadecimal digits. */
function hexadecimal(text: string, digits: number, start: number): number {
  if (text.length < digits + 2) fail(`incomplete escape ${text}`, start);
  const value = Number.parseInt(text.slice(2), 16);
  if (value > LAST_CODE_POINT) fail(`bad escape ${text}`, start);
  return value;
}

function characterName(reader: Reader, start: number): never {
  if (!reader.skip("{")) fail("missing {", reader.position);
  const { text } = reader.takeName("}", "character name");
  const message = `the character named ${text} would need Unicode's list of names`;
  return fail(message, start, "unsupported");
}
