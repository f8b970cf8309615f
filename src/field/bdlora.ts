import {
  atLeast,
  field,
  flag,
  integer,
  list,
  optional,
  otherThan,
  type SubConfigTable,
  text,
} from "./field.ts";

/** BD-LoRA, block-diagonal factors (https://huggingface.co/papers/2510.23346). */
export const bdlora = {
  name: "BdLoraConfig",
  fields: {
    /** Parts of module names whose A is block-diagonal. */
    targetModulesBdA: optional(list(text), "0.19.0"),
    /** Parts of module names whose B is block-diagonal. */
    targetModulesBdB: optional(list(text), "0.19.0"),
    /** Blocks per block-diagonal matrix. It must divide r and the features. */
    nblocks: field(
      integer(
        /**
         * @breaks { useBdlora: { nblocks: 0, matchStrict: false } }
         * @keeps { useBdlora: { nblocks: 1, matchStrict: false } }
         * @see peft/tuners/lora/variants.py BdLoraLinearVariant.init
         * @remarks PEFT divides by it only in modules that a list names.
         */
        otherThan(0, "bdlora-nblocks-not-positive", "injection", ["ZeroDivisionError"]),
        /** @see peft/tuners/lora/variants.py BdLoraLinearVariant.init */
        atLeast(1, "bdlora-nblocks-not-positive", "injection", ["Exception"]),
      ),
      1,
      "0.19.0",
    ),
    /** Refuse targeted modules that neither list names. */
    matchStrict: flag("0.19.0", true),
  },
} as const satisfies SubConfigTable;
