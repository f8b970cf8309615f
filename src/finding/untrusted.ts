import { tell } from "../config/shape.ts";
import { isPeftType } from "./class.ts";
import { type Reading, report } from "./read.ts";
import { unknownKeyData, untrustedKey } from "./rule/untrusted/untrusted-key.ts";
import { untrustedMethod } from "./rule/untrusted/untrusted-method.ts";

/** Reports what a stranger must not write and no rule sees, as it is not in the config: another method, unknown keys. */
export function reportUntrusted(
  input: Readonly<Record<string, unknown>>,
  method: unknown,
  reading: Reading,
): void {
  if (!isPeftType(method)) report(reading, untrustedMethod, ["peftType"], { method: tell(method) });
  // A config that is being written has been refused for its unknown keys.
  if (reading.strictness === "written") return;
  for (const { facts, path } of [...reading.ledger.listed]) {
    if (facts.code !== "unknown-key") continue;
    const key = String(path.at(-1));
    const data = unknownKeyData(key, input[key], path.length);
    if (data !== undefined) report(reading, untrustedKey, path, data);
  }
}
