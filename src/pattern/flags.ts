import type { Flags } from "./character.ts";
import { fail, type Reader } from "./reader.ts";

const OFF = "imsxauL";
const ON = `${OFF}t`;
/** What inline flags begin with. */
export const FLAG_SIGNS = `${ON}-`;

/** What `(?i-m:` turns on and off; `(?i)`, which is for the whole pattern, turns nothing off. */
export interface FlagChange {
  readonly on: string;
  readonly off?: string;
}

/** Reads inline flags; their first sign has been taken. */
export function readFlags(reader: Reader, first: string): FlagChange {
  let [sign, on, off] = [first, "", ""];
  while (!"-:)".includes(sign)) {
    on += sign;
    checkOn(on, reader.position);
    sign = readSign(reader, `${ON}-:)`, "missing -, : or )");
  }
  if (sign === ")") return { on };
  if (sign === "-") sign = readSign(reader, OFF, "missing flag");
  while (sign !== ":") {
    off += sign;
    if ("auL".includes(sign)) refuse("cannot turn off flags 'a', 'u' and 'L'", reader.position);
    sign = readSign(reader, `${OFF}:`, "missing :");
  }
  if ([...on].some((flag) => off.includes(flag))) {
    refuse("flag turned on and off", reader.position - 1);
  }
  return { on, off };
}

/** The flags in force after a change; `a` and `u` replace each other. */
export function changeFlags(flags: Flags, on: string, off: string): Flags {
  const gone = /[au]/.test(on) ? `${off}au` : off;
  return [...flags].filter((flag) => !gone.includes(flag)).join("") + on;
}

/** Takes the next sign, which has to be one of these. */
function readSign(reader: Reader, signs: string, missing: string): string {
  const { next, position } = reader;
  if (reader.take() !== "" && signs.includes(next)) return next;
  return fail(/^\p{L}$/u.test(next) ? "unknown flag" : missing, position);
}

function checkOn(on: string, position: number): void {
  if (on.includes("L")) refuse("cannot use 'L' flag with a str pattern", position);
  if (on.includes("t")) fail("Python 3.11 has a flag t, 3.13 has not", position - 1, "unsupported");
  if (/a.*u|u.*a/.test(on)) refuse("flags 'a', 'u' and 'L' are incompatible", position);
}

const refuse = (reason: string, position: number): never =>
  fail(`bad inline flags: ${reason}`, position);
