import { boolean, type SubConfigTable } from "./field.ts";

/** Settings of one run, never saved. */
export const runtime = {
  name: "LoraRuntimeConfig",
  meaning: "Settings of this run only.",
  unknownKeys: "dropped",
  fields: {
    ephemeralGpuOffload: {
      peft: "ephemeral_gpu_offload",
      kind: boolean,
      default: false,
      since: "0.12.0",
      meaning: "Move parts that are kept on the CPU to the GPU for DoRA's initialisation.",
    },
  },
} as const satisfies SubConfigTable;
