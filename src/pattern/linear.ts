import { type PatternRole, parseRole } from "./role.ts";

/** A matcher tries no more ways with a pattern: five loops, or sixteen choices of two. */
const MOST_WAYS = 2 ** 16;

/**
 * Whether Python's `re`, which backtracks, certainly matches a text in this role without trying
 * ever more ways: no loop in a loop, a character that must be there between two loops, few of them,
 * no reference to a group. A pattern that is not valid, or too long to read, is not linear.
 *
 * @example
 * ```ts
 * isLinear("target", ".*layers\\.\\d+\\.(q|v)_proj"); // true
 * isLinear("target", "(.*)*x!"); // false
 * isLinear("key", "(?:\\w+\\.)+q_proj"); // false
 * ```
 * @see Python Lib/re, Modules/_sre
 */
export function isLinear(role: PatternRole, text: string): boolean {
  const parsed = parseRole(role, text);
  return parsed.ok && parsed.root.effort().ways <= MOST_WAYS;
}
