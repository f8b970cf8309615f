import type { Member } from "./node.ts";
import { Fault, type Reader } from "./reader.ts";

const OCTAL = "01234567";
const HEX = "0123456789abcdefABCDEF";
const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const CONTROLS: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11 };
const LAST_CODE_POINT = 0x10ffff;

/** What an escape of one character stands for; `\b` is the backspace, as it is within a set. */
export function readEscape(reader: Reader, token: string, start: number): Member {
  const letter = token.slice(1);
  const control = CONTROLS[letter];
  if (control !== undefined) return literal(control);
  if ("dDsSwW".includes(letter)) return letter;
  const digits = HEX_DIGITS[letter];
  if (digits !== undefined) return literal(hexadecimal(reader, token, digits, start));
  if (letter === "N") return characterName(reader, start);
  if (OCTAL.includes(letter)) return literal(octal(token + reader.takeWhile(OCTAL, 2), start));
  if (/[A-Za-z\d]/.test(letter)) throw new Fault(`bad escape ${token}`, start);
  return literal(letter.codePointAt(0) ?? 0);
}

/** A set member that is one code point. */
export const literal = (code: number): Member => [code, code];

/** The value of a backslash and octal digits. */
export function octal(text: string, start: number): number {
  const value = Number.parseInt(text.slice(1), 8);
  if (value > 0o377) {
    throw new Fault(`octal escape value ${text} outside of range 0-0o377`, start);
  }
  return value;
}

function hexadecimal(reader: Reader, token: string, digits: number, start: number): number {
  const text = reader.takeWhile(HEX, digits);
  if (text.length < digits) throw new Fault(`incomplete escape ${token}${text}`, start);
  const value = Number.parseInt(text, 16);
  if (value > LAST_CODE_POINT) throw new Fault(`bad escape ${token}${text}`, start);
  return value;
}

function characterName(reader: Reader, start: number): never {
  if (!reader.skip("{")) throw new Fault("missing {", reader.position);
  const name = reader.takeName("}", "character name");
  throw new Fault(
    `the character named ${name} would need Unicode's list of names`,
    start,
    "unsupported",
  );
}
