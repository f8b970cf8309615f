import { PyFloat } from "./value.ts";

/**
 * A number as Python's `repr(float)` writes it: the shortest digits that read back as the same
 * number, with an exponent of at least two digits below 1e-4 and from 1e16 on.
 *
 * @example
 * ```ts
 * pythonFloat(1); // "1.0"
 * pythonFloat(0.00001); // "1e-05"
 * ```
 */
export function pythonFloat(value: number): string {
  if (Object.is(value, -0)) return "-0.0";
  const size = Math.abs(value);
  if (size >= 1e16 || (size < 1e-4 && size > 0)) {
    return value.toExponential().replace(/e.(?=\d$)/, "$&0");
  }
  return String(value).replace(/^-?\d+$/, "$&.0");
}

/**
 * A number as Python writes it. One without a Python type of its own is an int if it is whole and
 * exact, else a float.
 */
export function pythonNumber(value: number | bigint | PyFloat): string {
  if (value instanceof PyFloat) return pythonFloat(value.value);
  const isInt = typeof value === "bigint" || (Number.isSafeInteger(value) && !Object.is(value, -0));
  return isInt ? String(value) : pythonFloat(value);
}
