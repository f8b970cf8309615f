/** True for a value that says something: not false, null, or empty. */
export const isFilled = (value: unknown): boolean =>
  typeof value === "object" ? value !== null && Object.keys(value).length > 0 : Boolean(value);
