import { shorten } from "../../../config/shape.ts";
import type { CodeFacts } from "../../rule.ts";
import { refused } from "./trust.ts";

/** Keys of PEFT up to 0.2, which its later releases drop. */
const former = ["enable_lora", "merge_weights"];

/** Keys that Python takes for its own. */
const reserved = ["self", "cls"];

/**
 * Every key that may matter is known.
 *
 * `self` and `cls` make loading fail, and an unknown key in `montecloraConfig` makes it recurse. PEFT drops
 * others; a later release may read them. A number, a boolean or null is let pass: it names nothing.
 *
 * @breaks file { peft_type: "LORA", weights_from: "/etc" } with { trust: "untrusted" }
 * @keeps file { peft_type: "LORA", use_new: false } with { trust: "untrusted" }
 * @see peft/config.py PeftConfigMixin.from_peft_type
 */
export const untrustedKey: CodeFacts<KeyData> = {
  code: "untrusted-key",
  ...refused,
  words: ({ isReserved }) => [
    isReserved
      ? "Loading fails on {name}, which Python takes for an argument of its own."
      : "{name} is not a field of PEFT 0.21; another release may read it.",
    "Remove it.",
  ],
};

/** A key, and whether Python takes it for its own. */
interface KeyData extends Readonly<Record<string, unknown>> {
  readonly name: string;
  readonly isReserved: boolean;
}

/** The data of an unknown key that the profile refuses. */
export function unknownKeyData(key: string, value: unknown, depth: number): KeyData | undefined {
  const isMute = value === null || ["boolean", "number"].includes(typeof value);
  const isReserved = reserved.includes(key);
  const passes = former.includes(key) || (isMute && !isReserved);
  return depth === 1 && passes ? undefined : { name: shorten(key), isReserved };
}
