import { cap } from "./cap.ts";

/**
 * `montecloraConfig` draws few samples.
 *
 * Each module gets bufferSize · numSamples matrices of the size of its A.
 *
 * @breaks { montecloraConfig: { bufferSize: 100000 } } with { trust: "untrusted" }
 * @keeps { montecloraConfig: { bufferSize: 150 } } with { trust: "untrusted" }
 * @see peft/tuners/lora/monteclora.py BufferedMontecloraSampler
 */
export const untrustedSamples = cap(
  {
    code: "untrusted-samples",
    reads: ["montecloraConfig"],
    limit: "maxSamples",
    most: 2048,
    effect: "allocates the matrices for a number of samples of",
  },
  ({ montecloraConfig }) =>
    montecloraConfig === null
      ? []
      : [[["montecloraConfig"], montecloraConfig.bufferSize * montecloraConfig.numSamples]],
);
