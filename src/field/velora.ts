import { above, atLeast, float, integer, oneOf, type SubConfigTable, words } from "./field.ts";

const effect = "PEFT's constructor raises ValueError";

/**
 * VeLoRA, memory-efficient training with compressed activations
 * (https://huggingface.co/papers/2405.17991).
 */
export const velora = {
  name: "VeloraConfig",
  unknownKeys: "dropped",
  fields: {
    /** Groups that each activation is split into. */
    numGroups: {
      kind: integer(
        /** @see peft/tuners/lora/config.py VeloraConfig.__post_init__ */
        atLeast(1, { code: "velora-groups-not-positive", when: "construction", effect }),
      ),
      default: 64,
      since: "0.20.0",
    },
    /** Scale of the reconstructed activation. */
    scale: {
      kind: float(
        /** @see peft/tuners/lora/config.py VeloraConfig.__post_init__ */
        above(0, { code: "velora-scale-not-positive", when: "construction", effect }),
      ),
      default: 1,
      since: "0.20.0",
    },
    /** How the projection of the activations starts. */
    initType: {
      kind: words(
        /** @see peft/tuners/lora/config.py VeloraConfig.__post_init__ */
        oneOf(["batch_average", "batch_average_once", "random"], {
          code: "velora-init-unknown",
          when: "construction",
          effect,
        }),
      ),
      default: "batch_average",
      since: "0.20.0",
    },
  },
} as const satisfies SubConfigTable;
