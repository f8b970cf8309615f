import { cap } from "./cap.ts";

/**
 * The number in `initLoraWeights: "pissa_niter_16"` is small.
 *
 * @breaks { initLoraWeights: "pissa_niter_99999999" } with { trust: "untrusted" }
 * @keeps { initLoraWeights: "pissa_niter_16" } with { trust: "untrusted" }
 * @see peft/tuners/lora/layer.py pissa_init
 */
export const untrustedPissaIterations = cap(
  {
    code: "untrusted-pissa-iterations",
    reads: ["initLoraWeights"],
    limit: "maxIterations",
    most: 128,
    effect: "iterates for every module, and the number is",
  },
  ({ initLoraWeights: init }) =>
    // Python's int takes signs, spaces and underscores too.
    typeof init !== "string" || !init.includes("_niter_")
      ? []
      : [[["initLoraWeights"], Number(init.split("_niter_").at(-1)?.replaceAll("_", ""))]],
);
