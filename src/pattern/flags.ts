import type { Flags } from "./character.ts";
import { fail, type Reader } from "./reader.ts";

/** Python's flags. Python 3.11 also has a flag `t`, 3.13 does not. */
const FLAGS = "imsxauL";
/** What inline flags begin with. */
export const FLAG_SIGNS = `${FLAGS}t-`;

/**
 * Reads inline flags. Their first sign has been taken.
 *
 * @returns the flags then in force, and whether they hold for the whole pattern: `(?i)`, not `(?i:`
 */
export function readFlags(reader: Reader, first: string, flags: Flags): [Flags, boolean] {
  let sign = first;
  let on = "";
  let off = "";
  let ends = "t-:)";
  let missing = "missing -, : or )";
  while (sign !== ":") {
    if (sign === ")") return [flags + on, true];
    if (sign === "-") {
      ends = "";
      missing = "missing flag";
    } else if (ends.includes("-")) {
      on += sign;
      if (sign === "L") refuseFlags("cannot use 'L' flag with a str pattern", reader.position);
      if (sign === "t") fail();
      if (areBoth(on)) refuseFlags("flags 'a', 'u' and 'L' are incompatible", reader.position);
    } else {
      off += sign;
      if ("auL".includes(sign))
        refuseFlags("cannot turn off flags 'a', 'u' and 'L'", reader.position);
      ends = ":";
      missing = "missing :";
    }
    const { position } = reader;
    sign = reader.take();
    if (sign === "" || !(FLAGS + ends).includes(sign)) {
      fail(/^\p{L}$/u.test(sign) ? "unknown flag" : missing, position);
    }
  }
  if ([...on].some((flag) => off.includes(flag))) {
    refuseFlags("flag turned on and off", reader.position - 1);
  }
  if (on.includes("u")) off += "a";
  return [on + [...flags].filter((flag) => !off.includes(flag)).join(""), false];
}

/** Whether flags have both `a` and `u`, which exclude each other. */
export const areBoth = (flags: Flags): boolean => flags.includes("a") && flags.includes("u");

const refuseFlags = (reason: string, position: number): never =>
  fail(`bad inline flags: ${reason}`, position);
