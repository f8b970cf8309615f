import type { Flags } from "./node.ts";
import { Fault, type Reader } from "./reader.ts";

const ON = "imsxauLt";
const OFF = "imsxauL";
/** What inline flags begin with. */
export const FLAG_SIGNS = `${ON}-`;

/** What `(?i)`, `(?i:` or `(?i-m:` turns on and off; `global` for the first form. */
export interface FlagChange {
  readonly on: string;
  readonly off: string;
  readonly global: boolean;
}

/** Reads inline flags; their first sign has been taken. */
export function readFlags(reader: Reader, first: string): FlagChange {
  let [sign, on, off] = [first, "", ""];
  while (!"-:)".includes(sign)) {
    on += sign;
    checkOn(on, reader);
    sign = readSign(reader, `${ON}-:)`, "missing -, : or )");
  }
  if (sign === ")") return { on, off, global: true };
  if (sign === "-") sign = readSign(reader, OFF, "missing flag");
  while (sign !== ":") {
    off += sign;
    if ("auL".includes(sign)) refuse("cannot turn off flags 'a', 'u' and 'L'", reader.position);
    sign = readSign(reader, `${OFF}:`, "missing :");
  }
  for (const flag of on) {
    if (off.includes(flag)) refuse("flag turned on and off", reader.position - 1);
  }
  return { on, off, global: false };
}

/** The flags in force after a change; `a` and `u` replace each other. */
export function changeFlags(flags: Flags, { on, off }: FlagChange): Flags {
  const gone = /[au]/.test(on) ? `${off}au` : off;
  return [...flags].filter((flag) => !gone.includes(flag)).join("") + on;
}

/** Takes the next sign, which has to be one of these. */
function readSign(reader: Reader, signs: string, missing: string): string {
  const start = reader.position;
  const sign = reader.take();
  if (sign !== "" && signs.includes(sign)) return sign;
  throw new Fault(/^\p{L}$/u.test(sign) ? "unknown flag" : missing, start);
}

function checkOn(on: string, { position }: Reader): void {
  if (on.includes("L")) refuse("cannot use 'L' flag with a str pattern", position);
  if (on.includes("t")) {
    throw new Fault("Python 3.11 has a flag t, 3.13 has not", position - 1, "unsupported");
  }
  if (/a.*u|u.*a/.test(on)) refuse("flags 'a', 'u' and 'L' are incompatible", position);
}

function refuse(reason: string, position: number): never {
  throw new Fault(`bad inline flags: ${reason}`, position);
}
