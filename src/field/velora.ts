import { above, atLeast, float, integer, oneOf, type SubConfigTable, words } from "./field.ts";

const source = "peft/tuners/lora/config.py VeloraConfig.__post_init__";
const effect = "PEFT's constructor raises ValueError";

/** VeLoRA, memory-efficient training with compressed activations (https://huggingface.co/papers/2405.17991). */
export const velora = {
  name: "VeloraConfig",
  meaning: "Settings of VeLoRA.",
  unknownKeys: "dropped",
  fields: {
    numGroups: {
      peft: "num_groups",
      kind: integer(
        atLeast(1, { code: "velora-groups-not-positive", when: "construction", effect, source }),
      ),
      default: 64,
      since: "0.20.0",
      meaning: "Groups that each activation is split into.",
    },
    scale: {
      peft: "scale",
      kind: float(
        above(0, { code: "velora-scale-not-positive", when: "construction", effect, source }),
      ),
      default: 1,
      since: "0.20.0",
      meaning: "Scale of the reconstructed activation.",
    },
    initType: {
      peft: "init_type",
      kind: words(
        oneOf(["batch_average", "batch_average_once", "random"], {
          code: "velora-init-unknown",
          when: "construction",
          effect,
          source,
        }),
      ),
      default: "batch_average",
      since: "0.20.0",
      meaning: "How the projection of the activations starts.",
    },
  },
} as const satisfies SubConfigTable;
