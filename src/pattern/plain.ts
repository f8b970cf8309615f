const SPECIAL = /[.\\[{()*+?^$|]/;

/**
 * Whether a pattern has no sign with a meaning of its own, so that it matches itself and nothing else.
 *
 * @example
 * ```ts
 * isPlainName("q_proj"); // true
 * isPlainName("layers.0"); // false: the dot is any character
 * ```
 */
export const isPlainName = (source: string): boolean => !SPECIAL.test(source);
