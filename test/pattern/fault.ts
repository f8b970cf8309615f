import { Fault } from "../../src/pattern/reader.ts";

/** What a part of the parser refuses: Python's message and its position. */
export function faultOf(read: () => unknown): readonly [string | undefined, number | undefined] {
  try {
    read();
  } catch (fault) {
    if (fault instanceof Fault) return [fault.message, fault.position];
    throw fault;
  }
  throw new Error("not refused");
}
