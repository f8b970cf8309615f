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
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const [mantissa = "", power = "0"] = value.toExponential().split("e");
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 16) return plain(value);
  const sign = exponent < 0 ? "-" : "+";
  return `${mantissa}e${sign}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

/** Digits without exponent; JavaScript writes none from 1e-6 to 1e21. */
function plain(value: number): string {
  const text = String(value);
  return text.includes(".") ? text : `${text}.0`;
}

/** A number without a Python type of its own: whole and exact is an int, all else a float. */
export function pythonNumber(value: number): string {
  return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : pythonFloat(value);
}
