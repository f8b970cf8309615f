import type { LoftQConfig } from "../../../config/types.ts";
import { cap } from "./cap.ts";

/**
 * `loftqConfig.loftqIter` is small.
 *
 * @breaks { initLoraWeights: "loftq", loftqConfig: { loftqIter: 1000000 } } with { trust: "untrusted" }
 * @keeps { initLoraWeights: "loftq", loftqConfig: { loftqIter: 5 } } with { trust: "untrusted" }
 * @see peft/utils/loftq_utils.py loftq_init
 */
export const untrustedLoftqIterations = cap(
  {
    code: "untrusted-loftq-iterations",
    reads: ["loftqConfig"],
    limit: "maxIterations",
    most: 128,
    effect: "iterates for every module, and the number is",
  },
  ({ loftqConfig }) => {
    const count = (loftqConfig as Partial<LoftQConfig> | null)?.loftqIter;
    return count === undefined ? [] : [[["loftqConfig", "loftqIter"], count]];
  },
);
